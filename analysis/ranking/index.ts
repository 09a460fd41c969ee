import { UserError } from '../../harness/errors.js';
import type { CellResult, CriterionWeights, Stage, StudyResults } from '../../harness/study/results.js';
import { contextsOf, type Context } from './context.js';
import { gatherEvidence, type ContextEvidence } from './evidence.js';
import type { ContextRanking, RankingMethod, StageRates } from './method.js';
import { NORMALISATIONS } from './normalise.js';
import type { Panel } from './panel.js';
import { productSum } from './product-sum.js';
import { rankContext } from './rank.js';
import { checkWeights } from './weights.js';
import { weightedSum, wsm } from './wsm.js';

export { commonSet, type CommonSet, type ComparedModel, type NotRanked } from './common.js';
export { contextsOf, problemsByContext, type Context } from './context.js';
export {
  CRITERIA,
  ratioOf,
  RUNTIME_CRITERIA,
  type CriterionId,
  type RuntimeCriterionId,
} from './criteria.js';
export { type ContextEvidence, type ModelEvidence } from './evidence.js';
export { combineCategories, type CategoryScores } from './categories.js';
export {
  columnsOf,
  figuresByResample,
  figuresOf,
  resampledFigures,
  type FigureColumns,
  type ModelFigures,
  type ResampledModel,
} from './figures.js';
export {
  type ContextRanking,
  type DroppedCriterion,
  type RankedModel,
  type RankingMethod,
  type SeveralCategories,
} from './method.js';
export { NORMALISATIONS } from './normalise.js';
export { round12 } from './order.js';
export { panelOf, taskOf, type Panel, type PanelModel } from './panel.js';
export { MIN_SHARED_PROBLEMS, problemRatios, type RuntimeFigure } from './runtime.js';
export { DEFAULT_WEIGHTS, checkWeights } from './weights.js';

/** All ranking methods by id. */
export const RANKING_METHODS: Readonly<Record<string, RankingMethod>> = Object.fromEntries(
  [...Object.values(NORMALISATIONS).map(weightedSum), productSum].map((method) => [method.id, method]),
);

/** Id of the method that ranks where nothing is said. */
export const DEFAULT_METHOD = wsm.id;

/** The ranking method of this id. Throws `UserError` for an unknown one. */
export function methodOf(id: string): RankingMethod {
  const method = RANKING_METHODS[id];
  if (method !== undefined) return method;
  throw new UserError(`ranking method "${id}": give one of ${Object.keys(RANKING_METHODS).join(', ')}`);
}

/** A context's ranking, and the panel that it can be resampled from. */
export interface RankedContext {
  readonly ranking: ContextRanking;
  readonly evidence: ContextEvidence;
  readonly panel: Panel;
}

/**
 * Ranks the models in every context in which the study plans a cell, by the runtime figures of the study's first preset.
 * `cells` stand in their fixed order.
 * Throws `UserError` for weights that can't be used.
 */
export function rankContexts(
  study: Pick<StudyResults, 'languages' | 'stages' | 'presets' | 'refineThresholds'>,
  cells: readonly CellResult[],
  modelIds: readonly string[],
  weights: CriterionWeights,
  method: RankingMethod = wsm,
): RankedContext[] {
  checkWeights(weights);
  const improving = { preset: study.presets[0] ?? null, thresholds: study.refineThresholds ?? {} };
  const gathered = contextsOf(study).flatMap(
    (context) => gatherEvidence(context, cells, modelIds, improving) ?? [],
  );
  const rates = new Map(
    gathered.flatMap(({ evidence }) =>
      evidence.models.map(({ modelId, passRate }) => [rateKey(evidence, evidence.stage, modelId), passRate]),
    ),
  );
  return gathered.map(({ evidence, panel }) => {
    const rateOf: StageRates = (stage, modelId) => rates.get(rateKey(evidence, stage, modelId)) ?? null;
    return { ranking: rankContext(method, evidence, weights, rateOf), evidence, panel };
  });
}

function rateKey({ language, category }: Context, stage: Stage, modelId: string): string {
  return JSON.stringify([language, category, stage, modelId]);
}
