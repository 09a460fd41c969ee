import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import { STAGES } from '../../harness/orchestrator/contract.js';
import { wilson95 } from '../statistics/index.js';
import { column, table, type Table } from '../tables/table.js';
import { boundColumns, bounds } from './bounds.js';
import { byStrategy, profileName } from './groups.js';

const LEVELS = ['category', 'language', 'all', 'nothing'] as const;

/** How often the list of a stage's models had to fall back from the categories' to the language's, and further. */
export function levelsTable(records: readonly EvaluationRecord[], notes: readonly string[]): Table {
  return table({
    id: 'evaluation-levels',
    title: 'What the lists of models are ranked for',
    columns: [
      column('strategy', 'strategy', 'text'),
      column('profile', 'profile of', 'text'),
      column('stage', 'stage', 'text'),
      column('n', 'n', 'count'),
      ...LEVELS.map((level) => column(level, level, 'count')),
      column('fallback_share', 'not by category', 'percent'),
      ...boundColumns('fallback_share', 'not by category', 'percent'),
    ],
    rows: byStrategy(records).flatMap(({ strategy, profileFrom, records: own }) =>
      STAGES.flatMap((stage) => {
        const found = own.flatMap(({ levels }) => levels[stage] ?? []);
        if (found.length === 0) return [];
        const counts = LEVELS.map((level) => found.filter((one) => one === level).length);
        const [byCategory = 0] = counts;
        const fallbacks = found.length - byCategory;
        const cells = {
          ...{ strategy, profile: profileName(profileFrom), stage, n: found.length },
          ...Object.fromEntries(LEVELS.map((level, index) => [level, counts[index] ?? 0])),
          fallback_share: fallbacks / found.length,
          ...bounds('fallback_share', wilson95(fallbacks, found.length)),
        };
        return [{ cells, scripted: false }];
      }),
    ),
    notes: [
      'n: problems that were routed; strategies that route by no profile have no rows',
      'category, language, all, nothing: problems whose list is ranked for their categories, their language, over all ' +
        'languages, or is empty; intervals: Wilson, 95 %, over problems',
      ...notes,
    ],
  });
}
