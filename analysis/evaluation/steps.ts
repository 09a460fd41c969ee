import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import { median } from '../../harness/measure/statistics/index.js';
import { column, table, type Table } from '../tables/table.js';
import { byStrategy, profileName } from './groups.js';

const LEVELS = ['category', 'language', 'all', 'nothing'] as const;
const ROLLBACKS = [
  'tests_failed',
  'not_better',
  'flagged',
  'same_program',
  'not_measurable',
  'a_better_one_was_found',
] as const;

/** Which stages the programs come from, how far the lists of models reached, and what was rolled back. */
export function stepsTable(records: readonly EvaluationRecord[], notes: readonly string[]): Table {
  return table({
    id: 'evaluation-steps',
    title: 'Where the programs come from',
    columns: [
      column('strategy', 'strategy', 'text'),
      column('profile', 'profile of', 'text'),
      column('n', 'n', 'count'),
      column('generated', 'right as generated', 'count'),
      column('fixed', 'right after a fix', 'count'),
      column('refined', 'made better', 'count'),
      column('better_share', 'of those solved', 'percent'),
      column('median_saved', 'median saved', 'percent'),
      ...LEVELS.map((level) => column(`by_${level}`, `by ${level}`, 'count', { detail: true })),
      ...ROLLBACKS.map((reason) =>
        column(`rolled_back_${reason}`, `back: ${reason.replaceAll('_', ' ')}`, 'count', { detail: true }),
      ),
      column('left_out', 'steps left out', 'count'),
    ],
    rows: byStrategy(records).map(({ strategy, profileFrom, records: own }) => ({
      cells: { strategy, profile: profileName(profileFrom), n: own.length, ...countsOf(own) },
      scripted: false,
    })),
    notes: [
      'median saved: 1 - figure of the refined program / figure of the program that it was refined from, in the metric of ' +
        'refining, over those made better',
      'by category, language, all, nothing: what the list of generators is ranked for',
      ...notes,
    ],
  });
}

function countsOf(records: readonly EvaluationRecord[]) {
  const count = (of: (record: EvaluationRecord) => boolean): number => records.filter(of).length;
  const saved = records.flatMap(({ refinedRatio }) => (refinedRatio === null ? [] : [1 - refinedRatio]));
  const solved = count((record) => record.solved);
  return {
    generated: count(({ correctBy }) => correctBy === 'generate'),
    fixed: count(({ correctBy }) => correctBy === 'fix'),
    refined: saved.length,
    better_share: solved === 0 ? null : saved.length / solved,
    median_saved: saved.length === 0 ? null : median(saved),
    ...Object.fromEntries(
      LEVELS.map((level) => [`by_${level}`, count(({ levels }) => levels.generate === level)]),
    ),
    ...Object.fromEntries(
      ROLLBACKS.map((reason) => [
        `rolled_back_${reason}`,
        records.reduce((sum, { rollbacks }) => sum + (rollbacks[reason] ?? 0), 0),
      ]),
    ),
    left_out: records.reduce((sum, { leftOut }) => sum + leftOut, 0),
  };
}
