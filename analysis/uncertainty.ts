import type { CriterionWeights } from '../harness/study/results.js';
import { differInOutcome, enoughEvidence } from './discordant-tasks.js';
import {
  figuresByResample,
  RUNTIME_CRITERIA,
  type Context,
  type FigureColumns,
  type ResampledModel,
  type RankedContext,
  type RankingMethod,
  type RuntimeCriterionId,
} from './ranking/index.js';
import { drawResamples, percentileInterval, type Interval } from './statistics/index.js';
import { surePlaces, type SurePlace } from './sure-places.js';

/** With so many the level of a bound has a standard error of half a point. */
export const RESAMPLES = 1_000;
/** With fewer tasks a bootstrap interval is far too narrow, so there is none. */
export const MIN_TASKS = 10;
/** With fewer there is no 2.5 % quantile. */
export const LEAST_RESAMPLES = 39;
export const CONFIDENCE = 0.95;

/** How far a context's ranking would move with other tasks of the kind: a bootstrap over tasks. */
export interface ContextUncertainty extends Context {
  readonly problems: number;
  /** What was resampled: the problems of one task in several languages go together. */
  readonly tasks: number;
  /** Best first, as in the ranking; all intervals are null below `MIN_TASKS` tasks, and below `LEAST_RESAMPLES` resamples. */
  readonly models: readonly ModelUncertainty[];
}

/** Of its place: ranks that hold for all models of the context together, and models that can't be told apart. */
export interface ModelUncertainty extends SurePlace {
  readonly modelId: string;
  readonly rank: number;
  readonly score: number;
  readonly scoreInterval: Interval | null;
  /** Share of the resamples in which it is first, of several equal ones a part each. */
  readonly firstShare: number | null;
  readonly passRateInterval: Interval | null;
  readonly runtimeIntervals: Readonly<Record<RuntimeCriterionId, Interval | null>>;
}

export interface ResampleOptions {
  readonly method: RankingMethod;
  readonly weights: CriterionWeights;
  readonly seed: number;
  readonly resamples: number;
}

/** The uncertainty of one context's ranking, the same for the same seed. */
export function contextUncertainty(context: RankedContext, options: ResampleOptions): ContextUncertainty {
  const { ranking, panel } = context;
  const { language, stage, category } = ranking;
  const place = { language, stage, category, problems: panel.problems, tasks: panel.clusters };
  const enough = panel.clusters >= MIN_TASKS && options.resamples >= LEAST_RESAMPLES;
  const figures = enough ? resample(context, options) : null;
  const known = ranking.models.map((model) => {
    const index = panel.modelIds.indexOf(model.modelId);
    return { model, of: figures?.models[index] ?? null };
  });
  const placeOf = surePlaces(
    known.map(({ model }) => model.score),
    figures === null ? null : known.flatMap(({ of }) => of?.scores ?? []),
    CONFIDENCE,
    evidenceFor(context),
  );
  const models = known.map(({ model, of }, index): ModelUncertainty => ({
    modelId: model.modelId,
    rank: model.rank,
    ...placeOf(index),
    score: model.score,
    scoreInterval: intervalOf(of?.scores),
    firstShare: of === null ? null : of.first / options.resamples,
    passRateInterval: intervalOf(of?.passRates),
    runtimeIntervals: Object.fromEntries(
      RUNTIME_CRITERIA.map(({ id }, column) => [id, intervalOf(of?.runtime[column])]),
    ) as ModelUncertainty['runtimeIntervals'],
  }));
  return { ...place, models };
}

/** Whether two models of the ranking, by place, may be told apart at all. */
function evidenceFor({ ranking, panel }: RankedContext): (a: number, b: number) => boolean {
  const models = ranking.models.map(({ modelId }) => panel.models[panel.modelIds.indexOf(modelId)]);
  const byRuntime = ranking.criteriaUsed.some((criterion) => criterion !== 'correctness');
  return enoughEvidence(panel, models.length, CONFIDENCE, (a, b, problem) =>
    differInOutcome(models[a], models[b], problem, byRuntime),
  );
}

function intervalOf(values: Float64Array | undefined): Interval | null {
  return values === undefined ? null : percentileInterval(values, CONFIDENCE);
}

/** Of one model, a value a resample; NaN where there is none. */
interface Resampled {
  readonly scores: Float64Array;
  readonly passRates: Float64Array;
  /** In the order of the runtime criteria. */
  readonly runtime: readonly Float64Array[];
  /** Resamples in which it was first. */
  first: number;
}

function resample(
  { panel, evidence }: RankedContext,
  { method, weights, seed, resamples }: ResampleOptions,
): { readonly models: readonly Resampled[] } {
  const { language, stage, category } = evidence;
  const seedText = JSON.stringify([seed, 'ranking', language, stage, category]);
  const drawn = drawResamples(panel.clusters, resamples, seedText);
  const figures = figuresByResample(panel, evidence.models, drawn);
  const models = figures.map(({ passRates, runtime }): Resampled => ({
    ...{ scores: new Float64Array(resamples), passRates, runtime, first: 0 },
  }));
  for (let row = 0; row < resamples; row += 1) {
    const { scores } = method.score(figuresAt(figures, row), stage, weights);
    const best = Math.max(...scores);
    const share = 1 / scores.filter((score) => score === best).length;
    models.forEach((model, index) => {
      const score = scores[index] ?? 0;
      model.scores[row] = score;
      if (score === best) model.first += share;
    });
  }
  return { models };
}

/** Of one resample. */
function figuresAt(models: readonly ResampledModel[], row: number): FigureColumns {
  const runtimeAt = (column: number) => models.map(({ runtime }) => knownAt(runtime[column], row));
  return {
    passRates: models.map(({ passRates }) => passRates[row] ?? 0),
    runtime: {
      executionTime: runtimeAt(0),
      meanMemory: runtimeAt(1),
      maxMemory: runtimeAt(2),
      cpuEfficiency: runtimeAt(3),
    },
    improvements: models.map(({ improvements }) => knownAt(improvements, row)),
  };
}

function knownAt(values: Float64Array | null | undefined, row: number): number | null {
  const value = values?.[row] ?? NaN;
  return Number.isNaN(value) ? null : value;
}
