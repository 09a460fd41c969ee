import type { Analysis } from '../analysis.js';
import { RUNTIME_CRITERIA } from '../ranking/index.js';
import { MIN_TASKS, type ContextUncertainty, type ModelUncertainty } from '../uncertainty.js';
import { KEYS } from './ranking.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type CellValue, type Table } from './table.js';

/** How sure ranks and scores are: over all categories, and, for files alone, by category. */
export function rankIntervalTables(analysis: Analysis): Table[] {
  const whole = analysis.uncertainty.filter(({ category }) => category === 'all');
  const parts = analysis.uncertainty.filter(({ category }) => category !== 'all');
  return [
    intervalTable(analysis, 'rank-intervals', 'How sure the rankings are, all categories', whole),
    {
      ...intervalTable(
        analysis,
        'rank-intervals-by-category',
        'How sure the rankings are, by category',
        parts,
      ),
      filesOnly: true,
    },
  ];
}

function intervalTable(
  analysis: Analysis,
  id: string,
  title: string,
  contexts: readonly ContextUncertainty[],
): Table {
  const scripted = scriptedIds(analysis.models);
  return table({
    id,
    title,
    columns: [
      column('language', 'language', 'text'),
      column('stage', 'stage', 'text'),
      column('category', 'category', 'text', {
        detail: contexts.every(({ category }) => category === 'all'),
      }),
      column('rank', 'rank', 'count'),
      column('model', 'model', 'text'),
      column('rank_best', 'best rank', 'count'),
      column('rank_worst', 'worst rank', 'count'),
      column('groups', 'not told apart', 'text'),
      column('first_share', 'first in resamples', 'percent', { better: 'higher' }),
      column('score', 'score', 'score', { better: 'higher' }),
      column('score_low_95', '95 % low', 'score'),
      column('score_high_95', '95 % high', 'score'),
      column('pass_rate_low_95', 'pass rate 95 % low', 'percent', { detail: true }),
      column('pass_rate_high_95', 'pass rate 95 % high', 'percent', { detail: true }),
      ...RUNTIME_CRITERIA.flatMap(({ id: criterion, label }) => [
        column(`${KEYS[criterion]}_low_95`, `${label} 95 % low`, 'ratio', { detail: true }),
        column(`${KEYS[criterion]}_high_95`, `${label} 95 % high`, 'ratio', { detail: true }),
      ]),
      column('problems', 'problems', 'count', { detail: true }),
      column('tasks', 'tasks', 'count'),
    ],
    rows: contexts.flatMap((context) =>
      context.models.map((model) => ({
        cells: cellsOf(context, model),
        scripted: scripted.has(model.modelId),
      })),
    ),
    groupBy: ['language', 'stage', 'category'],
    notes: [
      'best and worst rank hold for all models of a language, stage and category together, at 95 %: ' +
        'simultaneous comparisons of all pairs of scores',
      "models with a letter in common can't be told apart by their scores",
      `intervals: bootstrap over tasks, all languages of a task together, ${analysis.resamples} resamples by the ` +
        `study's seed; none below ${MIN_TASKS} tasks`,
      ...scriptedNotes(analysis.models),
    ],
  });
}

function cellsOf(context: ContextUncertainty, model: ModelUncertainty): Record<string, CellValue> {
  return {
    language: context.language,
    stage: context.stage,
    category: context.category,
    rank: model.rank,
    model: model.modelId,
    rank_best: model.rankInterval?.best ?? null,
    rank_worst: model.rankInterval?.worst ?? null,
    groups: model.groups.length === 0 ? null : model.groups.map(letterOf).join(''),
    first_share: model.firstShare,
    score: model.score,
    score_low_95: model.scoreInterval?.low ?? null,
    score_high_95: model.scoreInterval?.high ?? null,
    pass_rate_low_95: model.passRateInterval?.low ?? null,
    pass_rate_high_95: model.passRateInterval?.high ?? null,
    ...Object.fromEntries(
      RUNTIME_CRITERIA.flatMap(({ id }) => [
        [`${KEYS[id]}_low_95`, model.runtimeIntervals[id]?.low ?? null],
        [`${KEYS[id]}_high_95`, model.runtimeIntervals[id]?.high ?? null],
      ]),
    ),
    problems: context.problems,
    tasks: context.tasks,
  };
}

/** a, b, ... z, then (27), (28), ... */
function letterOf(group: number): string {
  return group <= 26 ? String.fromCharCode(96 + group) : `(${group})`;
}
