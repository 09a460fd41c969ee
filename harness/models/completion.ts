import { z } from 'zod';
import { answerState } from './answer-state.js';
import type { Answer } from './contract.js';

const content = z.union([
  z.string(),
  // Some hosts give the text in parts; parts of other types (reasoning, images) are no text of the answer.
  z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
]);

const completion = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        finish_reason: z.string().nullish(),
        message: z.looseObject({ content: content.nullish(), refusal: z.string().nullish() }),
        // OpenRouter reports a failure in the middle of an answer here, with HTTP status 200.
        error: z.unknown().optional(),
      }),
    )
    .min(1),
  model: z.string().nullish(),
  system_fingerprint: z.string().nullish(),
  usage: z
    .looseObject({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() })
    .nullish(),
});

/** A response with HTTP status 200 that holds no answer; `message` is one line on what is wrong with it. */
export interface NotACompletion {
  readonly state: 'not_a_completion';
  readonly message: string;
}

/** Turns the body of a chat completion into an answer. Never throws for what a server may send. */
export function readCompletion(body: string, latencyMs: number): Answer | NotACompletion {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return fault(`the response is not JSON: ${body}`);
  }
  const parsed = completion.safeParse(json);
  const [choice] = parsed.data?.choices ?? [];
  if (!parsed.success || choice === undefined) {
    const [issue] = parsed.error?.issues ?? [];
    return fault(
      `not a chat completion: ${reported(json) ?? `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`}`,
    );
  }
  if (choice.finish_reason === 'error' || (choice.error !== undefined && choice.error !== null)) {
    return fault(`the provider failed while answering: ${JSON.stringify(choice.error ?? 'no reason given')}`);
  }
  const refusal = choice.message.refusal ?? null;
  const text = textOf(choice.message.content);
  const { usage, model, system_fingerprint: fingerprint } = parsed.data;
  const finishReason = choice.finish_reason ?? null;
  return {
    state: answerState(text, finishReason, refusal),
    raw: text === '' ? (refusal ?? '') : text,
    finishReason,
    promptTokens: usage?.prompt_tokens ?? null,
    completionTokens: usage?.completion_tokens ?? null,
    latencyMs,
    servedBy:
      [model, fingerprint].filter((part) => typeof part === 'string' && part !== '').join(' ') || null,
  };
}

function textOf(given: z.output<typeof content> | null | undefined): string {
  if (typeof given === 'string') return given;
  return (given ?? []).map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join('');
}

/** What an `{"error": …}` body says, where the server sent one in place of a completion. */
function reported(json: unknown): string | null {
  const parsed = z.object({ error: z.unknown() }).safeParse(json);
  return parsed.success && parsed.data.error !== undefined ? JSON.stringify(parsed.data.error) : null;
}

function fault(message: string): NotACompletion {
  return { state: 'not_a_completion', message };
}
