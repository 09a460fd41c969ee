import { UserError } from '../errors.js';
import { HOW_TO_PRICE, modelsWithoutPrice, namesOf } from '../study/money/unknown-prices.js';
import type { StudyInput } from '../study/run.js';
import type { Store } from '../store/index.js';
import { canAsk, confirm } from './confirm.js';

/**
 * Makes sure that nobody asks a model of unknown price without having been told. Throws `UserError` where it wasn't
 * accepted.
 */
export async function acceptPrices(input: StudyInput, store: Store, accepted: boolean): Promise<void> {
  const unpriced = modelsWithoutPrice(input, store);
  if (unpriced.length === 0 || accepted) return;
  const what = `${namesOf(unpriced)}: the price is not known`;
  if (canAsk() && (await confirm(`${what}. Ask all the same?`))) return;
  throw new UserError(`${what}: ${HOW_TO_PRICE}, or accept it with --accept-unknown-prices`);
}
