import type { Analysis } from '../analysis.js';
import type { CappedScore } from '../capped-scores.js';
import { presetNote } from './measuring-notes.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type CellValue, type Column, type Table } from './table.js';

/** EffiBench-X's scores of whole programs; no table for a study that measures none. */
export function cappedScoresTables(analysis: Analysis): Table[] {
  const [preset] = analysis.measuring.presets;
  if (analysis.cappedScores.length === 0 || preset === undefined) return [];
  const scripted = scriptedIds(analysis.models);
  return [
    table({
      id: 'capped-scores',
      title: `Scores of whole programs beside the canonical ones, capped at 1, by ${preset}`,
      columns: [
        column('model', 'model', 'text'),
        column('language', 'language', 'text'),
        column('stage', 'stage', 'text'),
        ...columnsOf('execution_time', 'execution time'),
        ...columnsOf('memory_peak', 'memory peak'),
        ...columnsOf('memory_integral', 'memory integral'),
      ],
      rows: analysis.cappedScores.map(({ modelId, language, stage, ...scores }) => ({
        cells: {
          ...{ model: modelId, language, stage },
          ...cellsOf('execution_time', scores.executionTime),
          ...cellsOf('memory_peak', scores.memoryPeak),
          ...cellsOf('memory_integral', scores.memoryIntegral),
        },
        scripted: scripted.has(modelId),
      })),
      groupBy: ['language', 'stage'],
      notes: [
        'mean over problems of canonical / program, at most 1, and 0 for what did not pass; what passed without a figure ' +
          'is left out, and counted',
        'memory integral: mean memory x execution time',
        'a cap hides what is faster than the canonical program: the uncapped ratios are in the table speed',
        'intervals: bootstrap over problems, 95 %',
        presetNote(preset),
        ...scriptedNotes(analysis.models),
      ],
    }),
  ];
}

function columnsOf(key: string, heading: string): Column[] {
  return [
    column(key, heading, 'percent', { better: 'higher' }),
    column(`${key}_low_95`, `${heading}: 95 % low`, 'percent', { detail: true }),
    column(`${key}_high_95`, `${heading}: 95 % high`, 'percent', { detail: true }),
    column(`${key}_n`, `${heading}: n`, 'count'),
    column(`${key}_without_figure`, `${heading}: no figure`, 'count', { detail: true }),
  ];
}

function cellsOf(key: string, { value, interval, n, withoutFigure }: CappedScore): Record<string, CellValue> {
  return {
    [key]: value,
    [`${key}_low_95`]: interval?.low ?? null,
    [`${key}_high_95`]: interval?.high ?? null,
    [`${key}_n`]: n,
    [`${key}_without_figure`]: withoutFigure,
  };
}
