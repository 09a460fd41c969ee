import type { Analysis } from '../analysis.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type Table } from './table.js';

/** How rankings move with their weights; no table for a method without weights. */
export function sensitivityTables(analysis: Analysis): Table[] {
  if (analysis.sensitivity.length === 0) return [];
  const scripted = scriptedIds(analysis.models);
  return [
    table({
      id: 'sensitivity',
      title: 'How the rankings move with the weights, all categories',
      columns: [
        column('language', 'language', 'text'),
        column('stage', 'stage', 'text'),
        column('rank', 'rank', 'count'),
        column('model', 'model', 'text'),
        column('first_share', 'first', 'percent', { better: 'higher' }),
        column('draws', 'weight vectors', 'count'),
        column('tau_mean', 'tau-b, mean', 'score'),
        column('tau_low_5', 'tau-b, 5 % low', 'score'),
        column('tau_least', 'tau-b, least', 'score'),
      ],
      rows: analysis.sensitivity.flatMap(({ language, stage, draws, models, tau }) =>
        models.map(({ modelId, rank, firstShare }) => ({
          cells: {
            language,
            stage,
            rank,
            model: modelId,
            first_share: firstShare,
            draws,
            tau_mean: tau?.mean ?? null,
            tau_low_5: tau?.low ?? null,
            tau_least: tau?.least ?? null,
          },
          scripted: scripted.has(modelId),
        })),
      ),
      groupBy: ['language', 'stage'],
      notes: [
        `first: share of ${analysis.resamples} weight vectors, drawn evenly from all (Dirichlet, by the study's seed), under which ` +
          'the model is first, of equal ones a part each; none where one criterion alone is left',
        "tau-b: rank correlation (Kendall) between the ranking by the drawn weights and that by the study's, the same in " +
          'all rows of a language and stage',
        ...scriptedNotes(analysis.models),
      ],
    }),
  ];
}
