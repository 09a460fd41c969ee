import type { CellResult, CriterionWeights, StudyResults } from '../../harness/study/results.js';
import { contextsOf } from './context.js';
import { gatherEvidence } from './evidence.js';
import type { ContextRanking, RankingMethod } from './method.js';
import { checkWeights } from './weights.js';
import { wsm } from './wsm.js';

export { commonSet, type CommonSet, type ComparedModel, type NotRanked } from './common.js';
export { belongsTo, contextsOf, type Context } from './context.js';
export {
  CRITERIA,
  ratioOf,
  RUNTIME_CRITERIA,
  type CriterionId,
  type RuntimeCriterionId,
} from './criteria.js';
export { type ContextEvidence, type ModelEvidence } from './evidence.js';
export {
  type ContextRanking,
  type DroppedCriterion,
  type RankedModel,
  type RankingMethod,
} from './method.js';
export { MIN_SHARED_PROBLEMS, problemRatios, type RuntimeFigure } from './runtime.js';
export { DEFAULT_WEIGHTS, checkWeights } from './weights.js';

export const RANKING_METHODS: Readonly<Record<string, RankingMethod>> = { [wsm.id]: wsm };

/**
 * Ranks the models in every context in which the study plans a cell, by the runtime figures of the study's first preset.
 * `cells` stand in their fixed order.
 * Throws `UserError` for weights that can't be used.
 */
export function rankContexts(
  study: Pick<StudyResults, 'languages' | 'stages' | 'presets'>,
  cells: readonly CellResult[],
  modelIds: readonly string[],
  weights: CriterionWeights,
  method: RankingMethod = wsm,
): ContextRanking[] {
  checkWeights(weights);
  return contextsOf(study).flatMap((context) => {
    const evidence = gatherEvidence(context, cells, modelIds, study.presets[0] ?? null);
    return evidence === null ? [] : method.rank(evidence, weights);
  });
}
