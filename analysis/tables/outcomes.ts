import type { Analysis } from '../analysis.js';
import { OUTCOMES } from '../outcomes.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type Table } from './table.js';

/** What became of each model's planned cells. */
export function outcomesTable(analysis: Analysis): Table {
  const scripted = scriptedIds(analysis.models);
  return table({
    id: 'outcomes',
    title: 'Outcomes by model, all languages and stages',
    columns: [
      column('model', 'model', 'text'),
      column('planned', 'planned', 'count'),
      ...OUTCOMES.map((outcome) =>
        column(outcome, outcome.replaceAll('_', ' '), 'count', {
          detail: analysis.outcomes.every(({ counts }) => counts[outcome] === 0),
        }),
      ),
    ],
    rows: analysis.outcomes.map(({ modelId, planned, counts }) => ({
      cells: { model: modelId, planned, ...counts },
      scripted: scripted.has(modelId),
    })),
    notes: [
      'harness error, not judged and not answered are missing and count against no model; empty, refused, cut, ' +
        'filtered and every verdict but passed are failures',
      ...scriptedNotes(analysis.models),
    ],
  });
}
