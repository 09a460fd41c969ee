import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import { holm } from '../statistics/index.js';
import { column, table, type Table } from '../tables/table.js';
import { boundColumns, bounds } from './bounds.js';
import type { EvaluationOptions } from './correctness.js';
import { byStrategy, profileName } from './groups.js';
import { pairedComparison } from './paired.js';

/** The strategy that all others are compared with, by profiles that don't know the task where there are such. */
const OURS = 'perforch';

/** PerfOrch against every other strategy on the same problems, task by task. */
export function differencesTable(records: readonly EvaluationRecord[], options: EvaluationOptions): Table {
  const groups = byStrategy(records);
  const ours =
    groups.find(({ strategy, profileFrom }) => strategy === OURS && profileFrom === 'other_tasks') ??
    groups.find(({ strategy }) => strategy === OURS);
  const compared = ours === undefined ? [] : groups.filter((group) => group !== ours);
  const tests = compared.map((other) =>
    ours === undefined ? null : pairedComparison(ours.records, other.records, options),
  );
  const adjusted = holm(tests.map((test) => test?.p ?? null));
  return table({
    id: 'evaluation-differences',
    title: 'PerfOrch beside every other strategy, on the same problems',
    columns: [
      column('strategy', 'against', 'text'),
      column('profile', 'profile of', 'text'),
      column('n', 'n', 'count'),
      column('gain', 'more solved', 'percent'),
      ...boundColumns('gain', 'more solved', 'percent'),
      column('tasks_ahead', 'tasks ahead', 'count'),
      column('tasks_behind', 'tasks behind', 'count'),
      column('p', 'p', 'score'),
      column('p_holm', 'p (Holm)', 'score'),
    ],
    rows: compared.map(({ strategy, profileFrom }, index) => ({
      cells: {
        strategy,
        profile: profileName(profileFrom),
        n: tests[index]?.n ?? 0,
        gain: tests[index]?.solved.difference ?? null,
        ...bounds('gain', tests[index]?.solved.interval ?? null),
        tasks_ahead: tests[index]?.ahead ?? 0,
        tasks_behind: tests[index]?.behind ?? 0,
        p: tests[index]?.p ?? null,
        p_holm: adjusted[index] ?? null,
      },
      scripted: false,
    })),
    notes: [
      ...(ours?.profileFrom == null
        ? []
        : [`PerfOrch by profiles of ${profileName(ours.profileFrom) ?? ''}`]),
      'tasks ahead: tasks in more of whose languages PerfOrch solves the problem; p: exact sign test over tasks, ' +
        "two-sided; Holm's correction over the rows; intervals: bootstrap over tasks, 95 %",
      ...options.notes,
    ],
  });
}
