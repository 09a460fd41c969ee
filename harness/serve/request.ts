import { z } from 'zod';
import { ApiError } from './api-error.js';

/** The one model that is served. */
export const MODEL_ID = 'perforch';

/** Every model that is asked gets the whole conversation, and somebody pays for it. */
const MOST_CHARACTERS = 100_000;

const textPart = z.looseObject({ type: z.literal('text'), text: z.string() });
const content = z.union([z.string(), z.array(textPart).min(1)], {
  error: 'must be text, or parts of type text',
});
const message = z.looseObject({ role: z.enum(['system', 'developer', 'user', 'assistant']), content });
const none = z.array(z.unknown()).max(0, 'is not supported').nullish();

/** Of the protocol's fields those that decide what is replied; sampling is decided by each model's own parameters. */
const chatRequest = z.looseObject({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.literal(1, 'only one choice is given').nullish(),
  logprobs: z.literal(false, 'is not supported').nullish(),
  response_format: z.looseObject({ type: z.literal('text', 'only text is given') }).nullish(),
  tools: none,
  functions: none,
});

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

export interface ChatRequest {
  readonly messages: readonly Message[];
  readonly stream: boolean;
  /** A stream ends with a chunk that holds the usage. */
  readonly includeUsage: boolean;
}

/** A request from its body. Throws `ApiError` that names the field. */
export function parseRequest(body: Uint8Array): ChatRequest {
  const parsed = chatRequest.safeParse(jsonOf(body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const param = issue?.path.join('.') ?? '';
    const text = `${param === '' ? 'the request' : param}: ${issue?.message ?? 'is not as it must be'}`;
    throw new ApiError(400, 'invalid_request', text, { param: param === '' ? null : param });
  }
  const { model, stream, stream_options: options } = parsed.data;
  if (model !== MODEL_ID) {
    const text = `The model "${model}" does not exist: ${MODEL_ID} is the only one.`;
    throw new ApiError(404, 'model_not_found', text, { param: 'model' });
  }
  const messages = parsed.data.messages.map(({ role, content: given }): Message => {
    const text = typeof given === 'string' ? given : given.map((part) => part.text).join('\n');
    return { role: role === 'developer' ? 'system' : role, text: text.replace(/\r\n?/g, '\n') };
  });
  checkMessages(messages);
  return { messages, stream: stream === true, includeUsage: options?.include_usage === true };
}

function checkMessages(messages: readonly Message[]): void {
  const refuse = (code: string, text: string): never => {
    throw new ApiError(400, code, text, { param: 'messages' });
  };
  if (!messages.some(({ role, text }) => role === 'user' && text.trim() !== ''))
    refuse('invalid_request', 'messages: a message of the role user must say what is asked for');
  const characters = messages.reduce((sum, { text }) => sum + text.length, 0);
  if (characters > MOST_CHARACTERS)
    refuse(
      'context_length_exceeded',
      `messages: ${characters} characters are more than the ${MOST_CHARACTERS} that are taken`,
    );
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new ApiError(400, 'invalid_json', 'The request is not valid JSON.');
  }
}
