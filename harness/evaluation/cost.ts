import type { Answer, ModelSpec } from '../models/contract.js';
import type { Cost } from '../orchestrator/contract.js';
import { costOfAnswer } from '../study/money/price.js';

/**
 * What an answer cost, by the model's price today; USD is null where price or tokens are not known. Somebody has paid for
 * recorded answers, and nobody knows what.
 */
export function costOf(
  model: Pick<ModelSpec, 'price' | 'source'>,
  {
    promptTokens,
    completionTokens,
    latencyMs,
  }: Pick<Answer, 'promptTokens' | 'completionTokens' | 'latencyMs'>,
): Cost {
  const isRecorded = model.source.kind === 'recorded';
  const usd = isRecorded ? null : costOfAnswer(model, { promptTokens, completionTokens });
  return { promptTokens, completionTokens, usd, latencyMs };
}
