import { drawnSums } from '../statistics/drawn-sums.js';
import type { Resamples } from '../statistics/resampling.js';
import type { RuntimeCriterionId } from './criteria.js';
import { RUNTIME_CRITERIA } from './criteria.js';
import type { ModelEvidence } from './evidence.js';
import type { Panel, PanelModel } from './panel.js';

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

/** The same of all models of a context: one value of each in every list. */
export interface FigureColumns {
  readonly passRates: readonly number[];
  readonly runtime: Readonly<Record<RuntimeCriterionId, readonly (number | null)[]>>;
  readonly improvements: readonly (number | null)[];
}

export function columnsOf(models: readonly ModelFigures[]): FigureColumns {
  const runtime = RUNTIME_CRITERIA.map(({ id }) => [id, models.map((model) => model.runtime[id])]);
  return {
    passRates: models.map(({ passRate }) => passRate),
    runtime: Object.fromEntries(runtime) as FigureColumns['runtime'],
    improvements: models.map(({ improvement }) => improvement),
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
  const sums = new ResampledSums(panel);
  const everywhere = new Float64Array(panel.problems).fill(1);
  const means = termsOf(panel, evidence).map((terms, index) => {
    const { passRates, improvements } = panel.models[index] as PanelModel;
    return {
      passRates: sums.mean(passRates, everywhere),
      runtime: terms.map(({ at, logs }) => sums.mean(spread(panel, at, logs), spread(panel, at))),
      improvements: improvements === null ? null : sums.mean(improvements, everywhere),
    };
  });
  const meanOf = sums.draw(resamples);
  return means.map(({ passRates, runtime, improvements }) => ({
    passRates: meanOf(passRates),
    runtime: runtime.map((mean) => exponentials(meanOf(mean))),
    improvements: improvements === null ? null : meanOf(improvements),
  }));
}

/** In place; a loop, as a typed array's own `map` takes several times as long. */
function exponentials(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i += 1) values[i] = Math.exp(values[i] as number);
  return values;
}

/** A value for every problem: these at their places (1, if they aren't given), else 0, which changes no sum. */
function spread({ problems }: Panel, at: Int32Array, values?: Float64Array): Float64Array {
  const all = new Float64Array(problems);
  at.forEach((problem, index) => (all[problem] = values === undefined ? 1 : (values[index] ?? 0)));
  return all;
}

/** Collects what is to be summed, so that all of it is drawn at once. */
class ResampledSums {
  readonly #panel: Panel;
  readonly #columns: Float64Array[] = [];
  /** Places of columns that are the same for many models. */
  readonly #shared = new Map<string, number>();

  constructor(panel: Panel) {
    this.#panel = panel;
  }

  /** A mean of values over the problems where `counted` is 1: the places of both sums. */
  mean(values: Float64Array, counted: Float64Array): { readonly sum: number; readonly total: number } {
    const key = counted.join('');
    const total = this.#shared.get(key) ?? this.#add(counted);
    this.#shared.set(key, total);
    return { sum: this.#add(values), total };
  }

  #add(column: Float64Array): number {
    return this.#columns.push(column) - 1;
  }

  /** Gives each mean by resample; NaN, which is 0 / 0, in one without any of its problems. */
  draw(resamples: Resamples): (mean: ReturnType<ResampledSums['mean']>) => Float64Array {
    const sums = drawnSums(resamples, this.#panel.clusterOf, this.#columns);
    return ({ sum, total }) => {
      const [own, totals] = [sums[sum], sums[total]] as [Float64Array, Float64Array];
      const means = new Float64Array(own.length);
      for (let row = 0; row < means.length; row += 1)
        means[row] = (own[row] as number) / (totals[row] as number);
      return means;
    };
  }
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
