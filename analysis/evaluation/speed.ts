import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import { column, table, type Table } from '../tables/table.js';
import { boundColumns, estimateCells } from './bounds.js';
import type { EvaluationOptions } from './correctness.js';
import { refinedGroups } from './groups.js';
import { refinementFigures } from './refinement.js';

/** How many problems have a program that refining made faster, and by how much; no table where nothing was refined. */
export function speedTables(records: readonly EvaluationRecord[], options: EvaluationOptions): Table[] {
  const groups = refinedGroups(records, options.languages);
  if (groups.length === 0) return [];
  return [
    table({
      id: 'evaluation-speed',
      title: 'Programs made faster by refining',
      columns: [
        column('strategy', 'strategy', 'text'),
        column('profile', 'profile of', 'text'),
        column('language', 'language', 'text'),
        column('n', 'n', 'count'),
        column('solved', 'solved', 'count'),
        column('faster', 'faster', 'count'),
        column('below_1', 'below 1', 'count'),
        column('faster_of_problems', 'faster of problems', 'percent'),
        ...boundColumns('faster_of_problems', 'faster of problems', 'percent'),
        column('faster_of_solved', 'faster of solved', 'percent'),
        ...boundColumns('faster_of_solved', 'faster of solved', 'percent'),
        column('below_1_of_problems', 'below 1 of problems', 'percent'),
        ...boundColumns('below_1_of_problems', 'below 1 of problems', 'percent'),
        column('median_saved', 'median saved', 'percent'),
        ...boundColumns('median_saved', 'median saved', 'percent'),
        column('mean_saved', 'mean saved', 'percent'),
        ...boundColumns('mean_saved', 'mean saved', 'percent'),
      ],
      rows: groups.map(({ names, records: own }) => {
        const figures = refinementFigures(own, 'executionTime', options, names.language === 'all');
        return {
          cells: {
            ...names,
            ...{ n: figures.n, solved: figures.solved, faster: figures.better, below_1: figures.below1 },
            ...estimateCells('faster_of_problems', figures.betterOfProblems()),
            ...estimateCells('faster_of_solved', figures.betterOfSolved()),
            ...estimateCells('below_1_of_problems', figures.below1OfProblems()),
            ...estimateCells('median_saved', figures.medianGain()),
            ...estimateCells('mean_saved', figures.meanGain()),
          },
          scripted: false,
        };
      }),
      notes: [
        'the final program beside the one that it was refined from; problems whose final program fails the hidden tests, or ' +
          'was not refined, count as not faster',
        'faster: the interval of the measured ratio of execution times lies below 1; below 1: plain count of ratios below 1, ' +
          'whatever the noise',
        'saved: 1 - ratio, over those below 1',
        'intervals: Wilson, 95 %, of shares in one language; all others by a bootstrap over tasks, none of few tasks',
        ...options.notes,
      ],
    }),
  ];
}
