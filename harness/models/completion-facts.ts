import { z } from 'zod';
import type { AnswerFacts } from './contract.js';

// An answer is paid for: what a host says beside it, and says wrongly, is no reason to lose it.
const count = z.int().nonnegative().nullish().catch(null);
const mark = z.string().nullish().catch(null);

/** Fields of a completion, beside its choices, that say how it came about. */
export const answerFacts = {
  model: mark,
  system_fingerprint: mark,
  usage: z
    .looseObject({
      prompt_tokens: count,
      completion_tokens: count,
      completion_tokens_details: z.looseObject({ reasoning_tokens: count }).nullish().catch(null),
      prompt_tokens_details: z.looseObject({ cached_tokens: count }).nullish().catch(null),
      // xAI and others, and DeepSeek, have names of their own for two of these.
      reasoning_tokens: count,
      prompt_cache_hit_tokens: count,
    })
    .nullish()
    .catch(null),
};
type Facts = Omit<AnswerFacts, 'raw' | 'finishReason' | 'latencyMs'>;

/** What a completion says of itself; null for each thing that it doesn't say. */
export function answerFactsOf({
  usage,
  model,
  system_fingerprint: print,
}: z.output<z.ZodObject<typeof answerFacts>>): Facts {
  const reasoning = usage?.completion_tokens_details?.reasoning_tokens ?? usage?.reasoning_tokens;
  const cached = usage?.prompt_tokens_details?.cached_tokens ?? usage?.prompt_cache_hit_tokens;
  return {
    promptTokens: usage?.prompt_tokens ?? null,
    completionTokens: usage?.completion_tokens ?? null,
    reasoningTokens: reasoning ?? null,
    cachedPromptTokens: cached ?? null,
    servedModel: model === '' ? null : (model ?? null),
    fingerprint: print === '' ? null : (print ?? null),
  };
}
