import { UserError } from '../errors.js';
import type { ModelSpec } from '../models/contract.js';
import { HOW_TO_PRICE, namesOf } from '../study/money/unknown-prices.js';
import { canAsk, confirm } from './confirm.js';

/**
 * Makes sure that nobody asks a model of unknown price without having been told. Throws `UserError` where it wasn't
 * accepted.
 */
export async function acceptPrices(unpriced: readonly ModelSpec[], accepted: boolean): Promise<void> {
  if (unpriced.length === 0 || accepted) return;
  const what = `${namesOf(unpriced)}: the price is not known`;
  if (canAsk() && (await confirm(`${what}. Ask all the same?`))) return;
  throw new UserError(`${what}: ${HOW_TO_PRICE}, or accept it with --accept-unknown-prices`);
}
