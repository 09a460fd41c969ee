import { RUNTIME_CRITERIA, type CriterionId } from './criteria.js';
import type { FigureColumns } from './figures.js';
import type { RankingMethod, Scoring } from './method.js';
import { minMax, type Normalisation } from './normalise.js';
import { compareRateThenTime, round12 } from './order.js';

interface Term {
  readonly criterion: CriterionId;
  /** One value a model, larger being better. */
  readonly normalised: readonly number[];
}

/**
 * The weighted sum model: sum over criteria of weight x normalised value, with the same criteria and weights for every
 * model of a context. See docs/ranking.md for the rule on missing figures.
 */
export const weightedSum = (normalisation: Normalisation): RankingMethod => ({
  id: `wsm-${normalisation.id}`,
  severalCategories: 'n_weighted_mean_of_scores',
  weighted: true,
  score(figures, _stage, weights) {
    const { terms, dropped } = termsOf(figures, normalisation);
    const sums = figures.passRates.map(() => 0);
    let total = 0;
    for (const { criterion, normalised } of terms) {
      const weight = weights[criterion];
      total += weight;
      for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + weight * (normalised[i] ?? 0);
    }
    const scores = sums.map((sum) => (total === 0 ? 0 : round12(sum / total)));
    return { scores, used: terms.map((term) => term.criterion), dropped };
  },
  compareTied: compareRateThenTime,
});

export const wsm = weightedSum(minMax);

function termsOf(
  { passRates, runtime }: FigureColumns,
  normalisation: Normalisation,
): { terms: Term[]; dropped: Scoring['dropped'] } {
  const terms: Term[] = [{ criterion: 'correctness', normalised: correctness(passRates, normalisation) }];
  const dropped: Scoring['dropped'][number][] = [];
  const nobody = passRates.every((rate) => rate === 0);
  for (const { id, better } of RUNTIME_CRITERIA) {
    const values = runtime[id];
    const without = withoutFigure(passRates, values);
    // A missing figure must neither reward nor punish its model, so the criterion falls for all or for none.
    if (nobody || without.length > 0) {
      dropped.push({ criterion: id, without });
      continue;
    }
    terms.push({
      criterion: id,
      normalised: filledUp(normalisation.normalise(values, better), normalisation),
    });
  }
  return { terms, dropped };
}

/** The places of the models that passed something, yet have no figure. */
function withoutFigure(passRates: readonly number[], values: readonly (number | null)[]): number[] {
  const without: number[] = [];
  for (let i = 0; i < values.length; i += 1)
    if (values[i] === null && (passRates[i] ?? 0) > 0) without.push(i);
  return without;
}

/** Null is left for models that passed nothing: they stand with the worst. */
function filledUp(normalised: readonly (number | null)[], normalisation: Normalisation): readonly number[] {
  const known = normalised.filter((value) => value !== null);
  if (known.length === normalised.length) return known;
  const worst = normalisation.missing(known);
  return normalised.map((value) => value ?? worst);
}

/** Nobody earns anything where nobody passed; else a mean of scores over categories would pay for such a category. */
function correctness(passRates: readonly number[], normalisation: Normalisation): number[] {
  if (passRates.every((rate) => rate === 0)) return passRates.map(() => 0);
  return normalisation.normalise(passRates, 'higher').map((value) => value ?? 0);
}
