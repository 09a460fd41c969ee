import { median } from '../../harness/measure/statistics/index.js';
import type { Metric } from '../../harness/measure/metric-comparison.js';
import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import { wilson95, type Interval } from '../statistics/index.js';
import { medianOfDrawn, overTasks, ratioOfSums, type Drawing } from './over-tasks.js';

/** A figure with its interval at 95 %; null where there is none. */
export interface Estimate {
  readonly value: number | null;
  readonly interval: Interval | null;
}

/** What refining brought in one metric. Only programs that pass the hidden tests count. Intervals take long: each is asked for. */
export interface RefinementFigures {
  /** All problems, and those of them that were solved. */
  readonly n: number;
  readonly solved: number;
  /** Solved, refined, and with a figure. */
  readonly measured: number;
  /** The measurement shows it: the interval excludes 1, or (memory, CPU) no run of the two sides overlaps. */
  readonly better: number;
  /** By plain count, whatever the noise. */
  readonly below1: number;
  readonly betterOfProblems: () => Estimate;
  readonly betterOfSolved: () => Estimate;
  readonly below1OfProblems: () => Estimate;
  readonly below1OfSolved: () => Estimate;
  /** Of those below 1: 1 - ratio, in CPU efficiency 1 / ratio - 1. */
  readonly medianGain: () => Estimate;
  readonly meanGain: () => Estimate;
}

/** Of one strategy; over several languages all intervals are by resampled tasks, else shares are Wilson's. */
export function refinementFigures(
  records: readonly EvaluationRecord[],
  metric: Metric,
  drawing: Drawing,
  severalLanguages: boolean,
): RefinementFigures {
  const solved = records.map((record) => Number(record.solved));
  const compared = records.map((record) => (record.solved ? (record.refinement?.[metric] ?? null) : null));
  const better = compared.map((found) => Number(found?.call === 'better'));
  const gains = compared.map((found) =>
    found !== null && found.ratio < 1 ? gainOf(metric, found.ratio) : null,
  );
  const below1 = gains.map((gain) => Number(gain !== null));
  const known = gains.flatMap((gain) => (gain === null ? [] : [gain]));
  const each = records.map(() => 1);
  const share = (above: readonly number[], below: readonly number[]): Estimate =>
    shareOf(records, above, below, drawing, severalLanguages);
  const gain = (value: number | null, figureOf: (times: readonly number[]) => number | null): Estimate =>
    value === null ? { value, interval: null } : { value, interval: overTasks(records, drawing, figureOf) };
  return {
    n: records.length,
    solved: sum(solved),
    measured: compared.filter((found) => found !== null).length,
    better: sum(better),
    below1: known.length,
    betterOfProblems: () => share(better, each),
    betterOfSolved: () => share(better, solved),
    below1OfProblems: () => share(below1, each),
    below1OfSolved: () => share(below1, solved),
    medianGain: () => gain(known.length === 0 ? null : median(known), medianOfDrawn(gains)),
    meanGain: () =>
      gain(
        known.length === 0 ? null : sum(known) / known.length,
        ratioOfSums(
          gains.map((value) => value ?? 0),
          below1,
        ),
      ),
  };
}

/** Share of problems whose final program passes the hidden tests; intervals as above. */
export function solvedShare(
  records: readonly EvaluationRecord[],
  drawing: Drawing,
  severalLanguages: boolean,
): Estimate {
  const solved = records.map((record) => Number(record.solved));
  const each = records.map(() => 1);
  return shareOf(records, solved, each, drawing, severalLanguages);
}

function shareOf(
  records: readonly EvaluationRecord[],
  above: readonly number[],
  below: readonly number[],
  drawing: Drawing,
  severalLanguages: boolean,
): Estimate {
  const [numerator, denominator] = [sum(above), sum(below)];
  const interval = severalLanguages
    ? overTasks(records, drawing, ratioOfSums(above, below))
    : wilson95(numerator, denominator);
  return { value: denominator === 0 ? null : numerator / denominator, interval };
}

/** Ratios of CPU efficiency come turned round, as all are better below 1. */
function gainOf(metric: Metric, ratio: number): number {
  return metric === 'cpuEfficiency' ? 1 / ratio - 1 : 1 - ratio;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
