import type { Language } from '../../datasets/problem.js';
import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import { MIN_TASKS } from '../uncertainty.js';
import { column, table, type Row, type Table } from '../tables/table.js';
import { boundColumns, bounds } from './bounds.js';
import { byLanguage, byStrategy, profileName } from './groups.js';
import { overTasks, ratioOfSums } from './over-tasks.js';
import { solvedShare } from './refinement.js';

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
      column('no_public_tests', 'without public tests', 'count'),
      column('calls', 'calls a problem', 'score'),
      ...boundColumns('calls', 'calls a problem', 'score'),
      column('tokens_per_solved', 'tokens a solved', 'score'),
      ...boundColumns('tokens_per_solved', 'tokens a solved', 'score'),
      column('usd_per_solved', 'USD a solved', 'score', { unit: 'USD' }),
      ...boundColumns('usd_per_solved', 'USD a solved', 'score', { unit: 'USD' }),
      column('seconds_per_solved', 's a solved', 'score', { unit: 's', detail: true }),
      ...boundColumns('seconds_per_solved', 's a solved', 'score', { unit: 's' }),
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
      '"without public tests": problems that show no example tests (no_public_tests): with "public" their programs are given ' +
        'unvalidated and unrefined',
      'tokens, USD and seconds of all problems, divided by the number of solved ones; - where not all are known; intervals by a ' +
        'bootstrap over tasks',
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
  const isSolved = records.map((record) => Number(record.solved));
  const solved = isSolved.reduce((sum, value) => sum + value, 0);
  const { value: share, interval } = solvedShare(records, options, names.language === 'all');
  const perSolved = (key: string, valueOf: (record: EvaluationRecord) => number | null) => {
    const values = records.map((record) => (record.calls > 0 ? valueOf(record) : 0));
    const known = values.map((value) => value ?? 0);
    const isKnown = solved > 0 && !values.includes(null);
    const around = isKnown ? overTasks(records, options, ratioOfSums(known, isSolved)) : null;
    return {
      [`${key}_per_solved`]: isKnown ? known.reduce((sum, value) => sum + value, 0) / solved : null,
      ...bounds(`${key}_per_solved`, around),
    };
  };
  return {
    cells: {
      ...names,
      solved: share,
      low_95: interval?.low ?? null,
      high_95: interval?.high ?? null,
      n,
      left_out: records.filter(({ leftOut }) => leftOut > 0).length,
      no_public_tests: records.filter(({ hasPublicTests }) => !hasPublicTests).length,
      calls: n === 0 ? null : records.reduce((sum, { calls }) => sum + calls, 0) / n,
      ...bounds(
        'calls',
        overTasks(
          records,
          options,
          ratioOfSums(
            records.map(({ calls }) => calls),
            records.map(() => 1),
          ),
        ),
      ),
      ...perSolved('tokens', tokensOf),
      ...perSolved('usd', ({ usd }) => usd),
      ...perSolved('seconds', ({ latencyMs }) => (latencyMs === null ? null : latencyMs / 1000)),
    },
    scripted: false,
  };
}

function tokensOf({ promptTokens, completionTokens }: EvaluationRecord): number | null {
  return promptTokens === null || completionTokens === null ? null : promptTokens + completionTokens;
}
