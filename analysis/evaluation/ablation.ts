import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import { column, table, type Table } from '../tables/table.js';
import { boundColumns, bounds } from './bounds.js';
import type { EvaluationOptions } from './correctness.js';
import { byStrategy, profileName } from './groups.js';
import { pairedComparison } from './paired.js';

/** Routing by stage and category beside routing by stage alone, each by the same profiles; no table without both. */
export function ablationTables(records: readonly EvaluationRecord[], options: EvaluationOptions): Table[] {
  const groups = byStrategy(records);
  const pairs = groups.flatMap((full) => {
    const without = groups.find(
      ({ strategy, profileFrom }) =>
        strategy === 'perforch-without-categories' && profileFrom === full.profileFrom,
    );
    return full.strategy === 'perforch' && without !== undefined ? [{ full, without }] : [];
  });
  if (pairs.length === 0) return [];
  return [
    table({
      id: 'evaluation-ablation',
      title: 'PerfOrch by stage and category beside PerfOrch by stage alone',
      columns: [
        column('profile', 'profile of', 'text'),
        column('n', 'n', 'count'),
        column('solved', 'solved, with categories', 'percent'),
        column('solved_without', 'without', 'percent'),
        column('gain', 'more solved', 'percent'),
        ...boundColumns('gain', 'more solved', 'percent'),
        column('calls', 'calls a problem, with categories', 'score'),
        column('calls_without', 'without', 'score'),
        column('calls_saved', 'calls saved', 'score'),
        ...boundColumns('calls_saved', 'calls saved', 'score'),
        column('tasks_ahead', 'tasks ahead', 'count'),
        column('tasks_behind', 'tasks behind', 'count'),
        column('p', 'p', 'score'),
      ],
      rows: pairs.map(({ full, without }) => {
        const pair = pairedComparison(full.records, without.records, options);
        return {
          cells: {
            profile: profileName(full.profileFrom),
            ...{
              n: pair.n,
              solved: pair.solved.own,
              solved_without: pair.solved.other,
              gain: pair.solved.difference,
            },
            ...bounds('gain', pair.solved.interval),
            ...{ calls: pair.calls.own, calls_without: pair.calls.other },
            calls_saved: pair.calls.difference === null ? null : -pair.calls.difference,
            ...bounds('calls_saved', negative(pair.calls.interval)),
            ...{ tasks_ahead: pair.ahead, tasks_behind: pair.behind, p: pair.p },
          },
          scripted: false,
        };
      }),
      notes: [
        'over the problems that both were put to; p: exact sign test over tasks, two-sided; intervals: bootstrap over tasks, 95 %',
        ...options.notes,
      ],
    }),
  ];
}

function negative(interval: { readonly low: number; readonly high: number } | null) {
  return interval === null ? null : { low: -interval.high, high: -interval.low };
}
