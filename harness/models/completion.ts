import { z } from 'zod';
import { answerState } from './answer-state.js';
import type { Answer } from './contract.js';
import { answerFacts, answerFactsOf } from './completion-facts.js';

const content = z.union([
  z.string(),
  // Some hosts give the text in parts; parts of other types (reasoning, images) are no text of the answer.
  z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
]);

const choiceFields = {
  finish_reason: z.string().nullish(),
  // OpenRouter reports a failure in the middle of an answer here, with HTTP status 200.
  error: z.unknown().optional(),
};
const said = z.looseObject({ content: content.nullish(), refusal: z.string().nullish() });

const completionOf = <C extends z.ZodType>(choice: C) =>
  z.looseObject({ choices: z.array(choice).min(1), ...answerFacts });
const COMPLETIONS = {
  chat: completionOf(z.looseObject({ ...choiceFields, message: said })),
  completion: completionOf(
    z
      .looseObject({ ...choiceFields, text: z.string() })
      .transform(({ text, ...choice }) => ({ ...choice, message: { content: text, refusal: null } })),
  ),
};

/** A response with HTTP status 200 that holds no answer. */
export interface NotACompletion {
  readonly state: 'not_a_completion';
  /** One line on what is wrong with it. */
  readonly message: string;
  /** What the server sent as `error` in place of an answer; undefined where it sent none. */
  readonly error: unknown;
}

/** Turns the body of a completion into an answer. Never throws for what a server may send. */
export function readCompletion(
  body: string,
  latencyMs: number,
  endpoint: keyof typeof COMPLETIONS = 'chat',
): Answer | NotACompletion {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return fault(`the response is not JSON: ${body}`);
  }
  const parsed = COMPLETIONS[endpoint].safeParse(json);
  const [choice] = parsed.data?.choices ?? [];
  if (!parsed.success || choice === undefined) {
    const error = reported(json);
    const [issue] = parsed.error?.issues ?? [];
    const reason =
      error === undefined ? `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` : JSON.stringify(error);
    return fault(`not a ${endpoint === 'chat' ? 'chat completion' : 'completion'}: ${reason}`, error);
  }
  if (choice.finish_reason === 'error' || (choice.error !== undefined && choice.error !== null)) {
    const reason = JSON.stringify(choice.error ?? 'no reason given');
    return fault(`the provider failed while answering: ${reason}`, choice.error);
  }
  const refusal = choice.message.refusal ?? null;
  const text = textOf(choice.message.content);
  const finishReason = choice.finish_reason ?? null;
  return {
    state: answerState(text, finishReason, refusal),
    raw: text === '' ? (refusal ?? '') : text,
    finishReason,
    latencyMs,
    ...answerFactsOf(parsed.data),
  };
}

function textOf(given: z.output<typeof content> | null | undefined): string {
  if (typeof given === 'string') return given;
  return (given ?? []).map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join('');
}

/** What an `{"error": …}` body says, where the server sent one in place of a completion. */
function reported(json: unknown): unknown {
  return z.object({ error: z.unknown() }).safeParse(json).data?.error;
}

function fault(message: string, error?: unknown): NotACompletion {
  return { state: 'not_a_completion', message, error };
}
