import type { Analysis } from '../analysis.js';
import type { ContextRanking } from '../ranking/index.js';
import { runtimeNote } from './measuring-notes.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type Row, type Table } from './table.js';

/** The first-ranked model of each language, stage and category. */
export function winnersTable(analysis: Analysis): Table {
  const scripted = scriptedIds(analysis.models);
  return table({
    id: 'winners',
    title: 'First-ranked models by language, stage and category',
    columns: [
      column('language', 'language', 'text'),
      column('stage', 'stage', 'text'),
      column('category', 'category', 'text'),
      column('winner', 'first', 'text'),
      column('score', 'score', 'score'),
      column('pass_rate', 'pass rate', 'percent'),
      column('n', 'n', 'count'),
      column('planned', 'N', 'count'),
      column('survivor_bias', 'survivor bias', 'text'),
      column('ranked', 'ranked', 'count'),
      column('not_ranked', 'not ranked', 'text', { detail: true }),
    ],
    rows: analysis.contexts
      .filter((context) => context.category !== 'all')
      .map((context) => winnerRow(context, scripted)),
    notes: [
      'n of N planned cells are complete for all ranked models; a tie names all of its models, the figures being ' +
        'those of the one named first; no model is first where none passed',
      runtimeNote(analysis),
      'survivor bias: runtime is over the problems that each model passed itself',
      ...scriptedNotes(analysis.models),
    ],
  });
}

function winnerRow(context: ContextRanking, scripted: ReadonlySet<string>): Row {
  const best = context.models.some((model) => model.passRate > 0) ? context.models[0] : undefined;
  const winners =
    best === undefined
      ? []
      : context.models.filter((model) => model.rank === best.rank && model.passRate > 0);
  const notRanked = context.notRanked.map((model) => model.modelId);
  return {
    cells: {
      language: context.language,
      stage: context.stage,
      category: context.category,
      winner: winners.length === 0 ? null : winners.map((model) => model.modelId).join(', '),
      score: best?.score ?? null,
      pass_rate: best?.passRate ?? null,
      n: context.common,
      planned: context.planned,
      survivor_bias: best === undefined ? null : context.models.some((m) => m.survivorBias) ? 'yes' : 'no',
      ranked: context.models.length,
      not_ranked: notRanked.length === 0 ? null : notRanked.join(', '),
    },
    scripted: [...winners.map((model) => model.modelId), ...notRanked].some((id) => scripted.has(id)),
  };
}
