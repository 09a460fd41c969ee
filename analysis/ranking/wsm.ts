import { RUNTIME_CRITERIA, type CriterionId } from './criteria.js';
import type { ContextEvidence } from './evidence.js';
import type { DroppedCriterion, RankingMethod } from './method.js';
import { minMax, type Normalisation } from './normalise.js';
import { round12, withRanks } from './order.js';

interface Term {
  readonly criterion: CriterionId;
  /** 0..1 a model, in the evidence's order. */
  readonly normalised: readonly number[];
}

/**
 * The weighted sum model: sum over criteria of weight x normalised value, with the same criteria and weights for every
 * model of a context. See docs/ranking.md for the rule on missing figures.
 */
export const weightedSum = (normalisation: Normalisation): RankingMethod => ({
  id: `wsm-${normalisation.id}`,
  rank(evidence, weights) {
    const { terms, dropped } = termsOf(evidence, normalisation);
    const total = terms.reduce((sum, term) => sum + weights[term.criterion], 0);
    const scored = evidence.models.map((model, index) => {
      const sum = terms.reduce(
        (part, term) => part + weights[term.criterion] * (term.normalised[index] ?? 0),
        0,
      );
      return {
        ...model,
        score: total === 0 ? 0 : round12(sum / total),
        survivorBias: RUNTIME_CRITERIA.some(({ id }) => model.runtime[id].basis === 'own'),
      };
    });
    return {
      ...evidence,
      models: withRanks(scored),
      criteriaUsed: terms.map((term) => term.criterion),
      criteriaDropped: dropped,
    };
  },
});

export const wsm = weightedSum(minMax);

function termsOf(
  { models, measuring }: ContextEvidence,
  normalisation: Normalisation,
): { terms: Term[]; dropped: DroppedCriterion[] } {
  const terms: Term[] = [
    {
      criterion: 'correctness',
      normalised: correctness(
        models.map((m) => m.passRate),
        normalisation,
      ),
    },
  ];
  const dropped: DroppedCriterion[] = [];
  const passing = models.filter((model) => model.passRate > 0);
  for (const { id, better } of RUNTIME_CRITERIA) {
    const withoutFigure = passing.filter((m) => m.runtime[id].value === null).map((m) => m.modelId);
    // A missing figure must neither reward nor punish its model, so the criterion falls for all or for none.
    if (passing.length === 0 || withoutFigure.length > 0) {
      dropped.push({ criterion: id, reason: reasonOf(passing.length, measuring), withoutFigure });
      continue;
    }
    const normalised = normalisation.normalise(
      models.map((model) => model.runtime[id].value),
      better,
    );
    // Null is left for models that passed nothing: they stand with the worst.
    terms.push({ criterion: id, normalised: normalised.map((value) => value ?? 0) });
  }
  return { terms, dropped };
}

function reasonOf(passing: number, measuring: ContextEvidence['measuring']): DroppedCriterion['reason'] {
  if (passing === 0) return 'nobody_passed';
  if (measuring === null) return 'nothing_measured';
  return measuring.withFigures === 0 ? 'no_figures' : 'missing_figures';
}

/** Nobody earns anything where nobody passed; else a mean of scores over categories would pay for such a category. */
function correctness(passRates: readonly number[], normalisation: Normalisation): number[] {
  if (passRates.every((rate) => rate === 0)) return passRates.map(() => 0);
  return normalisation.normalise(passRates, 'higher').map((value) => value ?? 0);
}
