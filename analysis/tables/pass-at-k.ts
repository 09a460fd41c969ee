import type { Analysis } from '../analysis.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type Table } from './table.js';

/** pass@k where the study has several samples a problem; no table otherwise. */
export function passAtKTables(analysis: Analysis): Table[] {
  if (analysis.passAtK.length === 0) return [];
  const scripted = scriptedIds(analysis.models);
  return [
    table({
      id: 'pass-at-k',
      title: 'pass@k by language, stage and model',
      columns: [
        column('language', 'language', 'text'),
        column('stage', 'stage', 'text'),
        column('model', 'model', 'text'),
        column('k', 'k', 'count'),
        column('pass_at_k', 'pass@k', 'percent', { better: 'higher' }),
        column('low_95', '95 % low', 'percent'),
        column('high_95', '95 % high', 'percent'),
        column('problems', 'n problems', 'count'),
        column('planned_problems', 'N problems', 'count'),
      ],
      rows: analysis.passAtK.map((row) => ({
        cells: {
          language: row.language,
          stage: row.stage,
          model: row.modelId,
          k: row.k,
          pass_at_k: row.value,
          low_95: row.interval?.low ?? null,
          high_95: row.interval?.high ?? null,
          problems: row.problems,
          planned_problems: row.plannedProblems,
        },
        scripted: scripted.has(row.modelId),
      })),
      groupBy: ['language', 'stage', 'k'],
      notes: [
        'unbiased estimate over the problems with at least k samples that are complete for all compared models; ' +
          'a model without complete cells is not compared',
        'intervals: bootstrap over problems, 95 %; none where all problems have the same estimate',
        ...scriptedNotes(analysis.models),
      ],
    }),
  ];
}
