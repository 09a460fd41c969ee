import type { Analysis } from '../analysis.js';
import { FOLDS, type Gain, type RouterGain } from '../heterogeneity/index.js';
import { MIN_TASKS } from '../uncertainty.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type CellValue, type Table } from './table.js';

/** Whether different contexts have different best models, and what is to be gained by it. */
export function heterogeneityTables(analysis: Analysis): Table[] {
  return [winnerCountTable(analysis), interactionTable(analysis), routerGainTable(analysis)];
}

function winnerCountTable(analysis: Analysis): Table {
  const scripted = scriptedIds(analysis.models);
  return table({
    id: 'winner-counts',
    title: 'How many different models are first',
    columns: [
      column('stage', 'stage', 'text'),
      column('by', 'by', 'text'),
      column('contexts', 'contexts', 'count'),
      column('single', 'one first', 'count'),
      column('winners', 'different models', 'count'),
      column('sure', 'surely first', 'count'),
      column('sure_winners', 'different sure models', 'count'),
      column('most_frequent', 'most often first', 'text'),
      column('most_frequent_contexts', 'contexts of it', 'count'),
    ],
    rows: analysis.winners.map((row) => ({
      cells: {
        stage: row.stage,
        by: row.by,
        contexts: row.contexts,
        single: row.single,
        winners: row.winners,
        sure: row.sure,
        sure_winners: row.sureWinners,
        most_frequent: row.mostFrequent?.modelId ?? null,
        most_frequent_contexts: row.mostFrequent?.contexts ?? null,
      },
      scripted: scripted.has(row.mostFrequent?.modelId ?? ''),
    })),
    notes: [
      'contexts: languages, or categories of languages, in which some model passed; one first: without a tie; surely ' +
        `first: no other model could hold rank 1 (95 %, from ${MIN_TASKS} tasks on)`,
      'different winners come by chance, too: see the tables interactions and router-gain',
      ...scriptedNotes(analysis.models),
    ],
  });
}

function interactionTable(analysis: Analysis): Table {
  return table({
    id: 'interactions',
    title: 'Do models do differently well in different contexts?',
    columns: [
      column('by', 'by', 'text'),
      column('stage', 'stage', 'text'),
      column('models', 'models', 'count'),
      column('contexts', 'contexts', 'count'),
      column('units', 'units', 'count'),
      column('deviation', 'deviation', 'percent'),
      column('p', 'p', 'ratio', { unit: null }),
      column('permutations', 'permutations', 'count', { detail: true }),
    ],
    rows: analysis.interactions.map(({ by, stage, models, test }) => ({
      cells: {
        by,
        stage: stage ?? 'all',
        models,
        contexts: test?.contexts ?? null,
        units: test?.units ?? null,
        deviation: test?.deviation ?? null,
        p: test?.p ?? null,
        permutations: test?.permutations ?? null,
      },
      scripted: false,
    })),
    notes: [
      `p: permutation test of the interaction of models and contexts in pass rates, ${analysis.resamples - 1} permutations by the ` +
        "study's seed; languages are exchanged within a task, stages within a problem, categories between tasks; none " +
        'where there is one model or nothing to exchange',
      'deviation: root mean square of how far a model is off in a context from what both have on the whole, in points; ' +
        'chance alone makes it greater than 0',
      ...scriptedNotes(analysis.models),
    ],
  });
}

const FORMATS = { pass_rate: 'pass rate', log_speed_up: 'log speed-up' } as const;

function routerGainTable(analysis: Analysis): Table {
  return table({
    id: 'router-gain',
    title: 'What a router by language or category gains over the one best model',
    columns: [
      column('stage', 'stage', 'text'),
      column('route', 'router by', 'text'),
      column('rule', 'ranked by', 'text'),
      column('outcome', 'outcome', 'text'),
      column('problems', 'problems', 'count', { detail: true }),
      column('tasks', 'tasks', 'count'),
      ...gainColumns('cv', 'cross-validated', false),
      ...gainColumns('in_sample', 'in sample', true),
      column('best_per_problem', 'best of all models', 'score'),
    ],
    rows: analysis.routerGains.map((row) => ({ cells: gainRow(row), scripted: false })),
    notes: [
      `cross-validated: models are chosen on ${FOLDS - 1} of ${FOLDS} folds of tasks and judged on the other one, a task ` +
        'with all its languages in one fold; in sample: chosen and judged on the same problems, so too good',
      'ranked by outcome: by the mean of what is judged; by method: by the rankings of this study',
      'outcome: pass rate; in refine of a study that measures, the natural logarithm of the speed-up over the canonical ' +
        'solution, 0 for a program that is wrong, slower or not measured',
      `95 %: bootstrap over tasks for these very choices, ${analysis.resamples} resamples; none below ${MIN_TASKS} tasks`,
      ...scriptedNotes(analysis.models),
    ],
  });
}

function gainColumns(key: string, heading: string, detail: boolean) {
  return [
    column(`${key}_single`, `${heading}: one model`, 'score', { detail }),
    column(`${key}_router`, `${heading}: router`, 'score', { detail }),
    column(`${key}_gain`, `${heading}: gain`, 'score'),
    column(`${key}_gain_low_95`, `${heading}: 95 % low`, 'score', { detail }),
    column(`${key}_gain_high_95`, `${heading}: 95 % high`, 'score', { detail }),
  ];
}

function gainRow(row: RouterGain): Record<string, CellValue> {
  return {
    stage: row.stage,
    route: row.route,
    rule: row.rule,
    outcome: FORMATS[row.outcome],
    problems: row.problems,
    tasks: row.tasks,
    ...gainCells('cv', row.crossValidated),
    ...gainCells('in_sample', row.inSample),
    best_per_problem: row.bestPerProblem,
  };
}

function gainCells(key: string, gain: Gain | null): Record<string, CellValue> {
  return {
    [`${key}_single`]: gain?.single ?? null,
    [`${key}_router`]: gain?.router ?? null,
    [`${key}_gain`]: gain?.gain ?? null,
    [`${key}_gain_low_95`]: gain?.interval?.low ?? null,
    [`${key}_gain_high_95`]: gain?.interval?.high ?? null,
  };
}
