import type { AnswerSource, ModelSpec } from './contract.js';
import { openOpenAiSource, type OpenAiOptions } from './openai.js';

/**
 * The way to ask a model. Throws `UserError` where it cannot be asked: a key variable that is not set, or a model whose
 * answers are only imported.
 */
export function openSource(spec: ModelSpec, options: OpenAiOptions = {}): AnswerSource {
  return openOpenAiSource(spec, options);
}
