import type { Store } from '../store/index.js';
import { freeWhereLocal } from './money/price.js';
import type { ModelPrice } from './results.js';

/**
 * The prices of a study's models, as it last named them; those alone that are known. What recorded answers have cost nobody
 * knows, and a server on this computer costs nothing unless its model has a price.
 */
export function storedPrices(
  store: Store,
  studyHash: string,
  modelIds: readonly string[],
): Record<string, ModelPrice> {
  const known = modelIds.flatMap((id): [string, ModelPrice][] => {
    const { price, priceSource, source } = store.studies.price(id);
    if (source.kind === 'recorded') return [];
    const found = price ?? freeWhereLocal(source.baseUrl);
    if (found === null) return [];
    const { inputUsdPerMTok, outputUsdPerMTok } = found;
    const said = price === null ? 'a server on the computer of the study' : (priceSource ?? null);
    const lastPaidIso = store.charges.lastPaid(studyHash, id, found);
    return [[id, { inputUsdPerMTok, outputUsdPerMTok, source: said, lastPaidIso }]];
  });
  return Object.fromEntries(known);
}
