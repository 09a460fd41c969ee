import { UserError } from '../../errors.js';
import type { ModelSpec } from '../../models/contract.js';
import type { Store } from '../../store/index.js';
import { modelsToAsk } from '../models-to-ask.js';
import type { StudyInput } from '../run.js';
import { priceOf } from './price.js';

/** How a model gets a price. */
export const HOW_TO_PRICE =
  'set price and priceSource in its file of models, or budget.prices in the study file';

/**
 * Models that are about to be asked and whose price nobody knows. Throws `UserError` where a budget holds for one of them:
 * it could not be kept.
 */
export function modelsWithoutPrice(
  input: Pick<StudyInput, 'spec' | 'problems' | 'models'>,
  store: Store,
): ModelSpec[] {
  const { budget } = input.spec;
  const unpriced = modelsToAsk(input, store).filter((model) => priceOf(model) === null);
  const limited = unpriced.filter(({ id }) => budget?.usd !== undefined || budget?.models[id] !== undefined);
  refuseBudgetOf(limited);
  return unpriced;
}

/** Throws `UserError` where there is any of these models, which have no price and a budget. */
export function refuseBudgetOf(unpriced: readonly ModelSpec[]): void {
  if (unpriced.length > 0)
    throw new UserError(
      `${namesOf(unpriced)}: the price is not known, so that the budget could not be kept: ${HOW_TO_PRICE}`,
    );
}

export function namesOf(models: readonly Pick<ModelSpec, 'id'>[]): string {
  return models.map(({ id }) => id).join(', ');
}
