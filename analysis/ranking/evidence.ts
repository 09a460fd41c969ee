import { mean } from 'simple-statistics';
import type { CellResult } from '../../harness/study/results.js';
import { countMeasurements, type MeasurementCounts } from '../measurements.js';
import { commonSet, type ComparedModel, type NotRanked } from './common.js';
import { problemsByContext, type Context } from './context.js';
import { RUNTIME_CRITERIA, type RuntimeCriterionId } from './criteria.js';
import { problemImprovements, type Improving } from './improvement.js';
import { panelOf, shareOfPassed, type Panel, type PanelModel } from './panel.js';
import { problemRatios, runtimeFigures, type RuntimeFigure } from './runtime.js';

/** What is known of a model in a context, before any weighing. */
export interface ModelEvidence {
  readonly modelId: string;
  /** Its own complete cells; those beyond the context's `common` were not used. */
  readonly complete: number;
  /** Mean over the common problems of the share of common samples that passed: 0..1. */
  readonly passRate: number;
  readonly runtime: Readonly<Record<RuntimeCriterionId, RuntimeFigure>>;
  /** Mean over the common problems, see improvement.ts; null for a study that measures nothing. */
  readonly improvement: number | null;
}

/** What every ranking method works on. */
export interface ContextEvidence extends Context {
  /** (problem, sample) cells: planned is N, common is n. */
  readonly planned: number;
  readonly common: number;
  readonly plannedProblems: number;
  readonly commonProblems: number;
  /** Planned problems without a category: part of the 'all' contexts alone. */
  readonly uncategorisedProblems: number;
  /** What the runtime figures rest on: the compared models' common cells. Null for a study that measures nothing. */
  readonly measuring: MeasurementCounts | null;
  readonly models: readonly ModelEvidence[];
  readonly notRanked: readonly NotRanked[];
}

/**
 * Evidence of one context, and the panel behind it; null where the study plans nothing there. `cells` (all of the study's) stand in their fixed
 * order, `modelIds` name the models to compare, `improving.preset` says whose runtime figures count.
 */
export function gatherEvidence(
  context: Context,
  cells: readonly CellResult[],
  modelIds: readonly string[],
  improving: Improving,
): { readonly evidence: ContextEvidence; readonly panel: Panel } | null {
  const { preset } = improving;
  const own = problemsByContext(cells)(context);
  if (own.length === 0) return null;
  const { models, ...counts } = commonSet(own, modelIds);
  const ratios = RUNTIME_CRITERIA.map(({ id }) => models.map((model) => problemRatios(model, id, preset)));
  const figures = ratios.map(runtimeFigures);
  const improvements = models.map((model) => problemImprovements(model, improving));
  const improvementsBy = models.map((model) =>
    context.stage === 'refine' ? eachImprovement(model, improving) : null,
  );
  const evidence: ContextEvidence = {
    ...context,
    ...counts,
    uncategorisedProblems: own.filter((problem) => problem.cells[0]?.categories.length === 0).length,
    measuring: preset === null ? null : countMeasurements(comparedCells(models), preset),
    models: models.map((model, index) => ({
      modelId: model.modelId,
      complete: model.complete,
      passRate: passRateOf(model),
      runtime: Object.fromEntries(
        RUNTIME_CRITERIA.map(({ id }, column) => [id, figures[column]?.[index]]),
      ) as Record<RuntimeCriterionId, RuntimeFigure>,
      improvement: meanOf(improvements[index] ?? null),
    })),
  };
  return { evidence, panel: panelOf(models, ratios, improvements, improvementsBy) };
}

function eachImprovement(model: ComparedModel, improving: Improving): PanelModel['improvementsBy'] {
  if (improving.preset === null) return null;
  return Object.fromEntries(
    EACH_ALONE.map(({ id, criteria }) => [
      id,
      Float64Array.from(problemImprovements(model, improving, criteria) ?? []),
    ]),
  ) as PanelModel['improvementsBy'];
}

/** The same lists in every context, as improvements are kept by them. */
const EACH_ALONE = RUNTIME_CRITERIA.map((criterion) => ({ id: criterion.id, criteria: [criterion] }));

function* comparedCells(models: readonly ComparedModel[]): Generator<readonly CellResult[]> {
  for (const { problems } of models) yield* problems.values();
}

function meanOf(values: readonly number[] | null): number | null {
  return values === null || values.length === 0 ? null : mean([...values]);
}

function passRateOf(model: ComparedModel): number {
  return mean([...model.problems.values()].map(shareOfPassed));
}
