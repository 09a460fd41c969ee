import type { Analysis } from '../analysis.js';
import type { ContextRanking } from '../ranking/index.js';
import { wilson95 } from '../statistics/index.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type Row, type Table } from './table.js';

/** pass@1 of every model by language and stage, with its 95 % interval; models that were not compared have none. */
export function passAt1Table(analysis: Analysis): Table {
  const scripted = scriptedIds(analysis.models);
  return table({
    id: 'pass-at-1',
    title: 'pass@1 by model, language and stage',
    columns: [
      column('model', 'model', 'text'),
      column('language', 'language', 'text'),
      column('stage', 'stage', 'text'),
      column('pass_at_1', 'pass@1', 'percent', { better: 'higher' }),
      column('low_95', '95 % low', 'percent'),
      column('high_95', '95 % high', 'percent'),
      column('n', 'n', 'count'),
      column('planned', 'N', 'count'),
      column('problems', 'problems', 'count', { detail: true }),
      column('complete', 'own complete', 'count'),
    ],
    rows: analysis.models.flatMap(({ id }) =>
      analysis.contexts
        .filter((context) => context.language !== 'all' && context.category === 'all')
        .map((context) => ({ cells: cellsOf(id, context), scripted: scripted.has(id) })),
    ),
    groupBy: ['language', 'stage'],
    notes: [
      'n of N planned cells are complete for all compared models, and pass@1 is over these; "own complete" counts ' +
        'what is complete for the model alone; a model without complete cells is not compared',
      'intervals: Wilson, 95 %, over problems',
      ...scriptedNotes(analysis.models),
    ],
  });
}

function cellsOf(modelId: string, context: ContextRanking): Row['cells'] {
  const model = context.models.find((other) => other.modelId === modelId);
  const left = context.notRanked.find((other) => other.modelId === modelId);
  const problems = model === undefined ? 0 : context.commonProblems;
  // A rate times its number of problems may miss the whole by a rounding error.
  const passed = Math.min(problems, (model?.passRate ?? 0) * problems);
  const interval = wilson95(passed, problems);
  return {
    model: modelId,
    language: context.language,
    stage: context.stage,
    pass_at_1: model?.passRate ?? null,
    low_95: interval?.low ?? null,
    high_95: interval?.high ?? null,
    n: model === undefined ? 0 : context.common,
    planned: context.planned,
    problems,
    complete: model?.complete ?? left?.complete ?? 0,
  };
}
