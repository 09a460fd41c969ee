import { z } from 'zod';
import type { AttemptOutcome } from './contract.js';

export type FailureOutcome = Exclude<AttemptOutcome, 'answered'>;

/** Outcomes that may pass by asking again; after the others it would be the same. */
const PASSING: readonly AttemptOutcome[] = [
  'rate_limited',
  'server_error',
  'timeout',
  'connection',
  'not_a_completion',
];

export function mayPass(outcome: AttemptOutcome): boolean {
  return PASSING.includes(outcome);
}

/** Codes of 429 that mean money or a quota that is used up. Messages don't tell: Gemini's minute limit says "quota", too. */
const NO_MONEY = /insufficient_(user_)?(quota|balance|funds|credits?)|billing|exceeded_current_quota/i;
/** Reasons of 403 that lie in the question: OpenRouter's moderation, Together's limit of length. */
const OF_THE_QUESTION = /moderation|flagged|context length|too long|max_tokens|max_new_tokens/i;

const errorBody = z.looseObject({
  code: z.union([z.string(), z.number()]).nullish().catch(null),
  type: z.string().nullish().catch(null),
  message: z.string().nullish().catch(null),
});

/** What a status that is not 200 means, `error` being what the body says under that name. */
export function outcomeOf(status: number, error: unknown): FailureOutcome {
  const { code, type, message } = errorBody.safeParse(error).data ?? {};
  if (status === 402) return 'quota_exhausted';
  if (status === 429)
    return NO_MONEY.test(`${code ?? ''} ${type ?? ''}`) ? 'quota_exhausted' : 'rate_limited';
  if (status === 403 && OF_THE_QUESTION.test(message ?? '')) return 'refused_question';
  if (status === 401 || status === 403) return 'refused_key';
  if (status === 408) return 'timeout';
  return status >= 500 || status === 409 ? 'server_error' : 'refused_question';
}

/** What an error in place of an answer means where the status was 200: OpenRouter sends the real one as `code`. */
export function outcomeOfReported(error: unknown): FailureOutcome {
  const code = errorBody.safeParse(error).data?.code;
  return typeof code === 'number' && code >= 400 && code < 600 ? outcomeOf(code, error) : 'not_a_completion';
}
