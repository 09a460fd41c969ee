import type { AnswerFacts, ModelSpec } from '../../models/contract.js';

/** USD per million tokens. */
export type Price = NonNullable<ModelSpec['price']>;

/** Tokens of one question, or of many. */
export interface TokenCount {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

const FREE: Price = { inputUsdPerMTok: 0, outputUsdPerMTok: 0 };
const PER_MTOK = 1_000_000;

/**
 * What asking a model costs; null when nobody knows. Recorded answers cost nothing, nor does a server on this computer
 * unless its model has a price.
 */
export function priceOf({ price, source }: Pick<ModelSpec, 'price' | 'source'>): Price | null {
  if (source.kind === 'recorded') return FREE;
  return price ?? freeWhereLocal(source.baseUrl);
}

/** The price of a server that has none: nothing on this computer, else nobody knows. */
export function freeWhereLocal(baseUrl: string): Price | null {
  return isLoopback(baseUrl) ? FREE : null;
}

export function isFree({ inputUsdPerMTok, outputUsdPerMTok }: Price): boolean {
  return inputUsdPerMTok === 0 && outputUsdPerMTok === 0;
}

/** In USD. Tokens from a provider's cache count in full: the price has no figure for them. */
export function costOf(
  price: Price,
  { promptTokens, completionTokens }: TokenCount,
): { readonly inputUsd: number; readonly outputUsd: number; readonly usd: number } {
  const inputUsd = (promptTokens * price.inputUsdPerMTok) / PER_MTOK;
  const outputUsd = (completionTokens * price.outputUsdPerMTok) / PER_MTOK;
  return { inputUsd, outputUsd, usd: inputUsd + outputUsd };
}

/** What an answer has cost, in USD; null where its price, or the provider's count of its tokens, is not known. */
export function costOfAnswer(
  model: Pick<ModelSpec, 'price' | 'source'>,
  { promptTokens, completionTokens }: Pick<AnswerFacts, 'promptTokens' | 'completionTokens'>,
): number | null {
  const price = priceOf(model);
  if (price === null) return null;
  if (isFree(price)) return 0;
  if (promptTokens === null || completionTokens === null) return null;
  return costOf(price, { promptTokens, completionTokens }).usd;
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
