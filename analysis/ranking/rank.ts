import type { CriterionWeights } from '../../harness/study/results.js';
import { RUNTIME_CRITERIA } from './criteria.js';
import type { ContextEvidence } from './evidence.js';
import { columnsOf, figuresOf } from './figures.js';
import type { ContextRanking, DroppedCriterion, RankingMethod, StageRates } from './method.js';
import { withRanks } from './order.js';

/** Gives the models of a context their scores and places. */
export function rankContext(
  method: RankingMethod,
  evidence: ContextEvidence,
  weights: CriterionWeights,
  rates: StageRates,
): ContextRanking {
  const { models, measuring } = evidence;
  const { scores, used, dropped } = method.score(columnsOf(models.map(figuresOf)), evidence.stage, weights);
  const scored = models.map((model, index) => ({
    ...model,
    score: scores[index] ?? 0,
    survivorBias: RUNTIME_CRITERIA.some(({ id }) => model.runtime[id].basis === 'own'),
  }));
  const passing = models.filter((model) => model.passRate > 0).length;
  return {
    ...evidence,
    models: withRanks(scored, (a, b) => method.compareTied(a, b, rates)),
    criteriaUsed: used,
    criteriaDropped: dropped.map(({ criterion, without }) => ({
      criterion,
      reason: reasonOf(passing, measuring),
      withoutFigure: without.flatMap((index) => models[index]?.modelId ?? []),
    })),
  };
}

function reasonOf(passing: number, measuring: ContextEvidence['measuring']): DroppedCriterion['reason'] {
  if (passing === 0) return 'nobody_passed';
  if (measuring === null) return 'nothing_measured';
  return measuring.withFigures === 0 ? 'no_figures' : 'missing_figures';
}
