import type { Answer, ModelSpec } from '../models/contract.js';
import type { Cost } from '../orchestrator/contract.js';
import { costOf as usdOf, priceOf } from '../study/money/price.js';

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
  const price = model.source.kind === 'recorded' ? null : priceOf(model);
  const isKnown = price !== null && promptTokens !== null && completionTokens !== null;
  const usd = isKnown ? usdOf(price, { promptTokens, completionTokens }).usd : null;
  return { promptTokens, completionTokens, usd, latencyMs };
}
