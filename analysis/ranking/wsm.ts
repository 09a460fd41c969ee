import { RUNTIME_CRITERIA, type CriterionId } from './criteria.js';
import type { ModelFigures } from './figures.js';
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
  score(models, _stage, weights) {
    const { terms, dropped } = termsOf(models, normalisation);
    const total = terms.reduce((sum, term) => sum + weights[term.criterion], 0);
    const scores = models.map((_, index) => {
      let sum = 0;
      for (const { criterion, normalised } of terms) sum += weights[criterion] * (normalised[index] ?? 0);
      return total === 0 ? 0 : round12(sum / total);
    });
    return { scores, used: terms.map((term) => term.criterion), dropped };
  },
  compareTied: compareRateThenTime,
});

export const wsm = weightedSum(minMax);

function termsOf(
  models: readonly ModelFigures[],
  normalisation: Normalisation,
): { terms: Term[]; dropped: Scoring['dropped'] } {
  const terms: Term[] = [{ criterion: 'correctness', normalised: correctness(models, normalisation) }];
  const dropped: Scoring['dropped'][number][] = [];
  const nobody = models.every(({ passRate }) => passRate === 0);
  for (const { id, better } of RUNTIME_CRITERIA) {
    const without = models.flatMap(({ passRate, runtime }, index) =>
      passRate > 0 && runtime[id] === null ? [index] : [],
    );
    // A missing figure must neither reward nor punish its model, so the criterion falls for all or for none.
    if (nobody || without.length > 0) {
      dropped.push({ criterion: id, without });
      continue;
    }
    const values = models.map((model) => model.runtime[id]);
    const normalised = normalisation.normalise(values, better);
    // Null is left for models that passed nothing: they stand with the worst.
    const worst = normalisation.missing(normalised.filter((value) => value !== null));
    terms.push({ criterion: id, normalised: normalised.map((value) => value ?? worst) });
  }
  return { terms, dropped };
}

/** Nobody earns anything where nobody passed; else a mean of scores over categories would pay for such a category. */
function correctness(models: readonly ModelFigures[], normalisation: Normalisation): number[] {
  const rates = models.map(({ passRate }) => passRate);
  if (rates.every((rate) => rate === 0)) return rates.map(() => 0);
  return normalisation.normalise(rates, 'higher').map((value) => value ?? 0);
}
