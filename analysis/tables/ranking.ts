import { groupBy } from '../../harness/group-by.js';
import type { Analysis } from '../analysis.js';
import {
  CRITERIA,
  MIN_SHARED_PROBLEMS,
  RUNTIME_CRITERIA,
  type ContextRanking,
  type DroppedCriterion,
  type NotRanked,
  type RankedModel,
} from '../ranking/index.js';
import { measuringNotes, runtimeNote } from './measuring-notes.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type CellValue, type Column, type Table } from './table.js';

/** How a criterion is called in columns' keys. */
export const KEYS = {
  executionTime: 'execution_time',
  meanMemory: 'mean_memory',
  maxMemory: 'max_memory',
  cpuEfficiency: 'cpu_efficiency',
} as const;

/** One ranking table for each language and stage over all categories, and for each stage over all languages. */
export function rankingTables(analysis: Analysis): Table[] {
  return analysis.contexts
    .filter((context) => context.category === 'all')
    .map((context) => rankingTable(analysis, context));
}

function rankingTable(analysis: Analysis, context: ContextRanking): Table {
  const { language, stage } = context;
  const scripted = scriptedIds(analysis.models);
  const columns: Column[] = [
    column('language', 'language', 'text', { detail: true }),
    column('stage', 'stage', 'text', { detail: true }),
    column('rank', 'rank', 'count'),
    column('model', 'model', 'text'),
    column('score', 'score', 'score', { better: 'higher' }),
    column('pass_rate', 'pass rate', 'percent', { better: 'higher' }),
    column('n', 'n', 'count'),
    column('planned', 'N', 'count'),
    column('problems', 'problems', 'count', { detail: true }),
    column('complete', 'own complete', 'count', { detail: true }),
    ...RUNTIME_CRITERIA.flatMap(({ id, label, better }) => [
      column(`${KEYS[id]}_ratio`, `${label} ratio`, 'ratio', isShared(context, id) ? { better } : {}),
      column(`${KEYS[id]}_problems`, `${label} problems`, 'count', { detail: true }),
    ]),
    column('survivor_bias', 'survivor bias', 'text'),
  ];
  return table({
    id: `ranking-${language}-${stage}`,
    title: `Ranking: ${language === 'all' ? 'all languages' : language}, ${stage}, all categories`,
    columns,
    rows: context.models.map((model) => ({
      cells: {
        language,
        stage,
        rank: model.rank,
        model: model.modelId,
        score: model.score,
        pass_rate: model.passRate,
        n: context.common,
        planned: context.planned,
        problems: context.commonProblems,
        complete: model.complete,
        ...runtimeCells(model),
        survivor_bias: model.survivorBias ? 'yes' : 'no',
      },
      scripted: scripted.has(model.modelId),
    })),
    notes: [
      ...contextNotes(context),
      runtimeNote(analysis),
      ...measuringNotes(analysis, context.measuring),
      weightsNote(analysis),
      ...scriptedNotes(analysis.models),
    ],
  });
}

/** Whether all figures are over the same problems; those over each model's own can't be compared. */
function isShared({ models }: ContextRanking, id: keyof typeof KEYS): boolean {
  return models.every((model) => model.runtime[id].basis !== 'own');
}

function runtimeCells(model: RankedModel): Record<string, CellValue> {
  return Object.fromEntries(
    RUNTIME_CRITERIA.flatMap(({ id }) => [
      [`${KEYS[id]}_ratio`, model.runtime[id].value],
      [`${KEYS[id]}_problems`, model.runtime[id].n],
    ]),
  );
}

function contextNotes(context: ContextRanking): string[] {
  const notes = [
    `compared on n = ${context.common} of N = ${context.planned} planned cells (${context.commonProblems} of ` +
      `${context.plannedProblems} problems), those complete for all ranked models`,
  ];
  if (context.uncategorisedProblems > 0) {
    notes.push(`planned problems without a category: ${context.uncategorisedProblems}`);
  }
  notes.push(...notRankedNotes(context.notRanked));
  for (const [why, dropped] of groupBy(context.criteriaDropped, whyDropped)) {
    const labels = dropped.map(({ criterion }) => RUNTIME_CRITERIA.find(({ id }) => id === criterion)?.label);
    notes.push(`${labels.join(', ')}: no part in the scores (${why})`);
  }
  if (context.models.some((model) => model.survivorBias)) {
    notes.push(
      `survivor bias: fewer than ${MIN_SHARED_PROBLEMS} problems have a measured pass of every model that has any, so ` +
        `runtime is over the problems that each model passed itself`,
    );
  }
  return notes;
}

function whyDropped({ reason, withoutFigure }: DroppedCriterion): string {
  switch (reason) {
    case 'nobody_passed':
      return 'no model passed';
    case 'nothing_measured':
      return 'the study measures nothing: its measure.presets is empty';
    case 'no_figures':
      return 'no passed program has a figure';
    case 'missing_figures':
      return `passed without a figure: ${withoutFigure.join(', ')}`;
  }
}

function notRankedNotes(notRanked: readonly NotRanked[]): string[] {
  const texts = { no_complete_cell: 'no complete cell', no_common_cell: 'no cell that all have' } as const;
  return notRanked.map(({ modelId, reason }) => `not ranked: ${modelId} (${texts[reason]})`);
}

function weightsNote({ weights }: Analysis): string {
  const labels = ['correctness', ...RUNTIME_CRITERIA.map(({ label }) => label)];
  return `weights: ${CRITERIA.map((id, index) => `${labels[index] ?? id} ${weights[id]}`).join(', ')}`;
}
