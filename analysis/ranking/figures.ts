import { drawnSums, type Resamples } from '../statistics/resampling.js';
import type { RuntimeCriterionId } from './criteria.js';
import { RUNTIME_CRITERIA } from './criteria.js';
import type { ModelEvidence } from './evidence.js';
import type { Panel } from './panel.js';

/** The figures of a model that a ranking method weighs. */
export interface ModelFigures {
  /** 0..1. */
  readonly passRate: number;
  /** Ratios to the canonical solution. */
  readonly runtime: Readonly<Record<RuntimeCriterionId, number | null>>;
  /** Mean over problems; null for a study that measures nothing. */
  readonly improvement: number | null;
}

export function figuresOf(model: ModelEvidence): ModelFigures {
  const values = RUNTIME_CRITERIA.map(({ id }) => [id, model.runtime[id].value]);
  return {
    passRate: model.passRate,
    runtime: Object.fromEntries(values) as ModelFigures['runtime'],
    improvement: model.improvement,
  };
}

/** The problems over which each model's mean is taken: their places, and the logarithms there. */
interface Terms {
  readonly at: Int32Array;
  readonly logs: Float64Array;
}

/**
 * Gives the figures of a panel's models when each problem counts as often as it was drawn. Runtime stays over the
 * problems, shared or each model's own, that `evidence` has it over: a resample asks how far the same figures move, not
 * which rule would have been taken.
 */
export function resampledFigures(
  panel: Panel,
  evidence: readonly ModelEvidence[],
): (drawn: ArrayLike<number>) => ModelFigures[] {
  const terms = termsOf(panel, evidence);
  return (drawn) =>
    panel.models.map((model, index) => {
      const runtime = terms[index] ?? [];
      return {
        passRate: weightedMean(model.passRates, drawn) ?? 0,
        runtime: {
          executionTime: ratio(runtime[0], drawn),
          meanMemory: ratio(runtime[1], drawn),
          maxMemory: ratio(runtime[2], drawn),
          cpuEfficiency: ratio(runtime[3], drawn),
        },
        improvement: model.improvements === null ? null : weightedMean(model.improvements, drawn),
      };
    });
}

/** The figures of one model in every resample; NaN where there is none. */
export interface ResampledModel {
  readonly passRates: Float64Array;
  /** In the order of the runtime criteria. */
  readonly runtime: readonly Float64Array[];
  /** Null for a study that measures nothing. */
  readonly improvements: Float64Array | null;
}

/** What `resampledFigures` gives of each resample, to the last bit, for all of them at once: it takes a tenth of the time. */
export function figuresByResample(
  panel: Panel,
  evidence: readonly ModelEvidence[],
  resamples: Resamples,
): ResampledModel[] {
  const terms = termsOf(panel, evidence);
  const meansOf = (clusters: Int32Array, values: Float64Array, totals: Float64Array): Float64Array =>
    // 0 / 0 is NaN.
    drawnSums(resamples, clusters, values).map((sum, row) => sum / (totals[row] as number));
  const all = drawnOf(panel.clusterOf, resamples);
  return panel.models.map((model, index) => {
    let last: { readonly at: Int32Array; readonly totals: Float64Array } | null = null;
    const runtime = (terms[index] ?? []).map(({ at, logs }) => {
      const clusters = at.map((problem) => panel.clusterOf[problem] ?? 0);
      const totals: Float64Array =
        last !== null && isSame(last.at, at) ? last.totals : drawnOf(clusters, resamples);
      last = { at, totals };
      return meansOf(clusters, logs, totals).map(Math.exp);
    });
    const { passRates, improvements } = model;
    return {
      passRates: meansOf(panel.clusterOf, passRates, all),
      runtime,
      improvements: improvements === null ? null : meansOf(panel.clusterOf, improvements, all),
    };
  });
}

/** How many problems, of these clusters, each resample has. */
function drawnOf(clusters: Int32Array, resamples: Resamples): Float64Array {
  return drawnSums(resamples, clusters, new Float64Array(clusters.length).fill(1));
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** Of each model, by runtime criterion. */
function termsOf(panel: Panel, evidence: readonly ModelEvidence[]): Terms[][] {
  const shared = new Map(RUNTIME_CRITERIA.map(({ id }) => [id, sharedProblems(panel, id)]));
  return panel.models.map((model, index) =>
    RUNTIME_CRITERIA.map(({ id }): Terms => {
      const over = evidence[index]?.runtime[id].basis === 'shared' ? shared.get(id) : undefined;
      const at = Int32Array.from(
        [...model.logRatios[id].keys()].filter(
          (problem) => !Number.isNaN(model.logRatios[id][problem]) && (over?.[problem] ?? true),
        ),
      );
      return { at, logs: Float64Array.from(at, (problem) => model.logRatios[id][problem] ?? NaN) };
    }),
  );
}

/** Of each problem, whether every model with any ratio has one. */
function sharedProblems(panel: Panel, id: RuntimeCriterionId): boolean[] {
  const contenders = panel.models
    .map((model) => model.logRatios[id])
    .filter((logs) => logs.some((log) => !Number.isNaN(log)));
  return Array.from({ length: panel.problems }, (_, problem) =>
    contenders.every((logs) => !Number.isNaN(logs[problem])),
  );
}

function weightedMean(values: Float64Array, drawn: ArrayLike<number>): number | null {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i += 1) {
    const weight = drawn[i] ?? 0;
    sum += weight * (values[i] ?? 0);
    total += weight;
  }
  return total === 0 ? null : sum / total;
}

function ratio(terms: Terms | undefined, drawn: ArrayLike<number>): number | null {
  if (terms === undefined) return null;
  const { at, logs } = terms;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < at.length; i += 1) {
    const weight = drawn[at[i] ?? 0] ?? 0;
    sum += weight * (logs[i] ?? 0);
    total += weight;
  }
  return total === 0 ? null : Math.exp(sum / total);
}
