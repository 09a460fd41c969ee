import type { Language } from '../../datasets/problem.js';
import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import { groupBy } from '../../harness/group-by.js';
import { CONFIDENCE, MIN_TASKS } from '../uncertainty.js';
import {
  drawResamples,
  percentileInterval,
  timesDrawn,
  wilson95,
  type Interval,
} from '../statistics/index.js';
import { column, table, type Row, type Table } from '../tables/table.js';
import { byLanguage, byStrategy, profileName } from './groups.js';

export interface EvaluationOptions {
  readonly languages: readonly Language[];
  readonly seed: number;
  /** Behind the intervals over several languages. */
  readonly resamples: number;
  /** What every table says. */
  readonly notes: readonly string[];
}

/** Share of problems whose final program passes the hidden tests, and what it took. */
export function correctnessTable(records: readonly EvaluationRecord[], options: EvaluationOptions): Table {
  return table({
    id: 'evaluation',
    title: 'Problems solved by strategy and language',
    columns: [
      column('strategy', 'strategy', 'text'),
      column('profile', 'profile of', 'text'),
      column('language', 'language', 'text'),
      column('solved', 'solved', 'percent'),
      column('low_95', '95 % low', 'percent'),
      column('high_95', '95 % high', 'percent'),
      column('n', 'n', 'count'),
      column('left_out', 'with steps left out', 'count'),
      column('calls', 'calls a problem', 'score'),
      column('tokens_per_solved', 'tokens a solved', 'score'),
      column('usd_per_solved', 'USD a solved', 'score', { unit: 'USD' }),
      column('seconds_per_solved', 's a solved', 'score', { unit: 's', detail: true }),
    ],
    rows: byStrategy(records).flatMap(({ strategy, profileFrom, records: own }) =>
      byLanguage(own, options.languages).map(({ language, records: part }) =>
        rowOf(part, { strategy, profile: profileName(profileFrom), language }, options),
      ),
    ),
    notes: [
      '"profile of": the tasks that a strategy\'s profile was made from; with "other tasks" no task is judged by a profile ' +
        'that knows it',
      'intervals: Wilson, 95 %, over problems of one language; over all languages a bootstrap over tasks, all languages of a ' +
        `task together, and none below ${MIN_TASKS} tasks`,
      '"with steps left out": problems in which nobody gave, or recorded, an answer that was asked for',
      'tokens, USD and seconds of all problems, divided by the number of solved ones; - where not all are known',
      ...options.notes,
    ],
  });
}

function rowOf(
  records: readonly EvaluationRecord[],
  names: { readonly strategy: string; readonly profile: string | null; readonly language: Language | 'all' },
  options: EvaluationOptions,
): Row {
  const n = records.length;
  const solved = records.filter((record) => record.solved).length;
  const interval = names.language === 'all' ? overTasks(records, options) : wilson95(solved, n);
  const perSolved = (valueOf: (record: EvaluationRecord) => number | null): number | null => {
    const values = records.filter(({ calls }) => calls > 0).map(valueOf);
    if (solved === 0 || values.includes(null)) return null;
    return values.reduce((sum: number, value) => sum + (value ?? 0), 0) / solved;
  };
  return {
    cells: {
      ...names,
      solved: n === 0 ? null : solved / n,
      low_95: interval?.low ?? null,
      high_95: interval?.high ?? null,
      n,
      left_out: records.filter(({ leftOut }) => leftOut > 0).length,
      calls: n === 0 ? null : records.reduce((sum, { calls }) => sum + calls, 0) / n,
      tokens_per_solved: perSolved(tokensOf),
      usd_per_solved: perSolved(({ usd }) => usd),
      seconds_per_solved: perSolved(({ latencyMs }) => (latencyMs === null ? null : latencyMs / 1000)),
    },
    scripted: false,
  };
}

function tokensOf({ promptTokens, completionTokens }: EvaluationRecord): number | null {
  return promptTokens === null || completionTokens === null ? null : promptTokens + completionTokens;
}

/** Of the share of solved problems, by resampled tasks. */
function overTasks(
  records: readonly EvaluationRecord[],
  { seed, resamples }: EvaluationOptions,
): Interval | null {
  const tasks = [...groupBy(records, ({ dataset, taskNumber }) => `${dataset} ${taskNumber}`).values()];
  if (tasks.length < MIN_TASKS) return null;
  const drawn = drawResamples(tasks.length, resamples, JSON.stringify([seed, 'evaluation']));
  const shares = Float64Array.from({ length: resamples }, (_, row) => {
    let [solved, count] = [0, 0];
    for (const [task, own] of tasks.entries()) {
      const times = timesDrawn(drawn, task)[row] ?? 0;
      solved += times * own.filter((record) => record.solved).length;
      count += times * own.length;
    }
    return solved / count;
  });
  return percentileInterval(shares, CONFIDENCE);
}
