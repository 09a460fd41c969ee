import type { Analysis } from '../analysis.js';
import type { Comparison } from '../comparisons.js';
import { MIN_TASKS } from '../uncertainty.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type CellValue, type Table } from './table.js';

/** Every pair of models in correctness and in speed; no table without a pair. For files alone: pairs are many. */
export function comparisonTables(analysis: Analysis): Table[] {
  if (analysis.comparisons.length === 0) return [];
  const scripted = scriptedIds(analysis.models);
  const p = (key: string, heading: string, detail = false) =>
    column(key, heading, 'ratio', { unit: null, detail });
  return [
    table({
      id: 'comparisons',
      title: 'Pairs of models, by language and stage',
      filesOnly: true,
      columns: [
        column('language', 'language', 'text'),
        column('stage', 'stage', 'text'),
        column('first', 'first', 'text'),
        column('second', 'second', 'text'),
        column('problems', 'problems', 'count', { detail: true }),
        column('tasks', 'tasks', 'count'),
        column('first_ahead', 'first ahead', 'count'),
        column('second_ahead', 'second ahead', 'count'),
        column('difference', 'pass rate difference', 'percent'),
        column('difference_low_95', '95 % low', 'percent'),
        column('difference_high_95', '95 % high', 'percent'),
        column('odds_ratio', 'odds ratio', 'ratio', { unit: null, detail: true }),
        p('p', 'p', true),
        p('p_holm', 'p, Holm'),
        column('speed_problems', 'both solved', 'count', { detail: true }),
        column('speed_tasks', 'both solved, tasks', 'count'),
        column('time_ratio', 'time ratio', 'ratio', { unit: 'first/second' }),
        column('time_ratio_low_95', '95 % low', 'ratio', { unit: 'first/second' }),
        column('time_ratio_high_95', '95 % high', 'ratio', { unit: 'first/second' }),
        column('rank_biserial', 'rank biserial', 'score'),
        column('speed_zeros', 'equal', 'count', { detail: true }),
        column('speed_test', 'test', 'text', { detail: true }),
        p('speed_p', 'speed p', true),
        p('speed_p_holm', 'speed p, Holm'),
      ],
      rows: analysis.comparisons.map((comparison) => ({
        cells: cellsOf(comparison),
        scripted: scripted.has(comparison.first) || scripted.has(comparison.second),
      })),
      notes: [
        'correctness: over the cells that all compared models have; exact sign test over tasks, which with one sample ' +
          "and one language is McNemar's test; a task counts for the model with the higher pass rate",
        "speed: over the problems that both models solved and that were measured for both; Wilcoxon's signed-rank test " +
          'over tasks of the logarithms of ratios of execution times; a negative rank biserial: the first is faster',
        `intervals: bootstrap over tasks, ${analysis.resamples} resamples; none below ${MIN_TASKS} tasks`,
        'Holm: corrected for all pairs of one language and stage, correctness and speed apart',
        ...scriptedNotes(analysis.models),
      ],
    }),
  ];
}

function cellsOf({
  language,
  stage,
  first,
  second,
  correctness,
  speed,
}: Comparison): Record<string, CellValue> {
  return {
    language,
    stage,
    first,
    second,
    problems: correctness.problems,
    tasks: correctness.tasks,
    first_ahead: correctness.firstAhead,
    second_ahead: correctness.secondAhead,
    difference: correctness.difference,
    difference_low_95: correctness.interval?.low ?? null,
    difference_high_95: correctness.interval?.high ?? null,
    odds_ratio: correctness.oddsRatio,
    p: correctness.p,
    p_holm: correctness.holm,
    speed_problems: speed.problems,
    speed_tasks: speed.tasks,
    time_ratio: speed.ratio,
    time_ratio_low_95: speed.interval?.low ?? null,
    time_ratio_high_95: speed.interval?.high ?? null,
    rank_biserial: speed.rankBiserial,
    speed_zeros: speed.zeros,
    speed_test: speed.method,
    speed_p: speed.p,
    speed_p_holm: speed.holm,
  };
}
