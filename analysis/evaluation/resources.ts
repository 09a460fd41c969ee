import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import { column, table, type Table } from '../tables/table.js';
import { boundColumns, estimateCells } from './bounds.js';
import type { EvaluationOptions } from './correctness.js';
import { refinedGroups } from './groups.js';
import { refinementFigures } from './refinement.js';

const METRICS = [
  ['meanMemory', 'mean memory'],
  ['maxMemory', 'maximum memory'],
  ['cpuEfficiency', 'CPU efficiency'],
] as const;

/** What refining did to memory and CPU efficiency, whatever it was for; no table where nothing was refined. */
export function resourcesTables(records: readonly EvaluationRecord[], options: EvaluationOptions): Table[] {
  const groups = refinedGroups(records, options.languages);
  if (groups.length === 0) return [];
  return [
    table({
      id: 'evaluation-resources',
      title: 'Memory and CPU efficiency of refined programs',
      columns: [
        column('strategy', 'strategy', 'text'),
        column('profile', 'profile of', 'text'),
        column('language', 'language', 'text'),
        column('metric', 'metric', 'text'),
        column('n', 'n', 'count'),
        column('measured', 'refined', 'count'),
        column('better', 'better', 'count'),
        column('below_1', 'below 1', 'count'),
        column('better_of_problems', 'better of problems', 'percent'),
        ...boundColumns('better_of_problems', 'better of problems', 'percent'),
        column('median_gain', 'median gain', 'percent'),
        ...boundColumns('median_gain', 'median gain', 'percent'),
      ],
      rows: groups.flatMap(({ names, records: own }) =>
        METRICS.map(([metric, name]) => {
          const figures = refinementFigures(own, metric, options, names.language === 'all');
          return {
            cells: {
              ...names,
              metric: name,
              ...{
                n: figures.n,
                measured: figures.measured,
                better: figures.better,
                below_1: figures.below1,
              },
              ...estimateCells('better_of_problems', figures.betterOfProblems()),
              ...estimateCells('median_gain', figures.medianGain()),
            },
            scripted: false,
          };
        }),
      ),
      notes: [
        'refined: solved problems whose final program was refined and measured; better: all of its runs are better than all of ' +
          'those of the program that it was refined from; below 1: plain count of better ratios, whatever the noise',
        'gain, over those below 1: 1 - ratio of memory; ratio of CPU efficiency - 1',
        'intervals as in the table of programs made faster',
        ...options.notes,
      ],
    }),
  ];
}
