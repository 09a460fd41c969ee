import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import { groupBy } from '../../harness/group-by.js';
import {
  drawResamples,
  percentileInterval,
  timesDrawn,
  type Interval,
  type Resamples,
} from '../statistics/index.js';
import { CONFIDENCE, MIN_TASKS } from '../uncertainty.js';

export interface Drawing {
  readonly seed: number;
  readonly resamples: number;
}

/**
 * 95 % percentile interval of a figure, by resampled tasks: all languages of a task are drawn together. `figureOf` gets the
 * records with how often each was drawn, 0 included, and gives null where there is no figure. Null below `MIN_TASKS` tasks.
 */
export function overTasks(
  records: readonly EvaluationRecord[],
  drawing: Drawing,
  figureOf: (times: readonly number[]) => number | null,
): Interval | null {
  const places = records.map((record, place) => ({ record, place }));
  const tasks = [
    ...groupBy(places, ({ record: { dataset, taskNumber } }) => `${dataset} ${taskNumber}`).values(),
  ];
  if (tasks.length < MIN_TASKS) return null;
  const drawn = drawnTasks(tasks.length, drawing);
  const columns = tasks.map((_, task) => timesDrawn(drawn, task));
  const times = new Array<number>(records.length).fill(0);
  const figures = Float64Array.from({ length: drawing.resamples }, (_, row) => {
    for (const [task, own] of tasks.entries())
      for (const { place } of own) times[place] = columns[task]?.[row] ?? 0;
    return figureOf(times) ?? NaN;
  });
  return percentileInterval(figures, CONFIDENCE);
}

/** Every figure of an evaluation is drawn alike. */
const drawnBefore = new WeakMap<Drawing, Map<number, Resamples>>();

function drawnTasks(tasks: number, drawing: Drawing): Resamples {
  const known = drawnBefore.get(drawing) ?? new Map<number, Resamples>();
  drawnBefore.set(drawing, known);
  const drawn =
    known.get(tasks) ?? drawResamples(tasks, drawing.resamples, JSON.stringify([drawing.seed, 'evaluation']));
  known.set(tasks, drawn);
  return drawn;
}

/** Sum of one value a record over that of another, for `overTasks`; null where there is nothing below. */
export function ratioOfSums(above: readonly number[], below: readonly number[]) {
  return (times: readonly number[]): number | null => {
    let [numerator, denominator] = [0, 0];
    for (const [place, count] of times.entries()) {
      numerator += count * (above[place] ?? 0);
      denominator += count * (below[place] ?? 0);
    }
    return denominator === 0 ? null : numerator / denominator;
  };
}

/** Median of the values that there are, for `overTasks`. */
export function medianOfDrawn(values: readonly (number | null)[]) {
  const sorted = values
    .flatMap((value, place) => (value === null ? [] : [{ value, place }]))
    .sort((a, b) => a.value - b.value);
  return (times: readonly number[]): number | null => {
    const total = sorted.reduce((sum, { place }) => sum + (times[place] ?? 0), 0);
    if (total === 0) return null;
    const at = (rank: number): number => {
      let before = 0;
      for (const { value, place } of sorted) if ((before += times[place] ?? 0) > rank) return value;
      return NaN;
    };
    return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
  };
}
