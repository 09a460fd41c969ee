import type { Analysis } from '../analysis.js';
import { MIN_TASKS, type ContextUncertainty } from '../uncertainty.js';
import type { Figure, Spec } from './figure.js';
import { drawnModels, type DrawnModel } from './models.js';
import { markedTitle, scriptedSentences } from './scripted.js';
import { figure, GREY, roomFor, specOf, TWO_COLUMNS } from './theme.js';
import { counted, listed } from '../wording.js';

const ROW = 12;
const DOT = '#0072B2';
const PANEL = { least: 70, most: 150 } as const;

/** The rank of each model over all languages with its interval, a panel a stage; none where nobody is ranked. */
export function rankIntervals(analysis: Analysis): Figure[] {
  const contexts = analysis.uncertainty.filter(
    ({ language, category, models }) => language === 'all' && category === 'all' && models.length > 0,
  );
  const [first] = contexts;
  if (first === undefined) return [];
  const order = [...new Set(contexts.flatMap(({ models }) => models.map(({ modelId }) => modelId)))];
  const models = drawnModels(analysis.models);
  const shown = order.flatMap((id) => models.find((model) => model.id === id) ?? []);
  const room = (TWO_COLUMNS - roomFor(shown.map(({ label }) => label))) / contexts.length - 12;
  const width = Math.round(Math.min(PANEL.most, Math.max(PANEL.least, room)));
  return [
    figure({
      id: 'figure-rank-intervals',
      title: markedTitle(
        'Ranks of the models and their uncertainty, all languages and categories',
        analysis.models,
      ),
      caption: [
        ...captionOf(
          analysis,
          contexts,
          models.filter((model) => !shown.includes(model)),
        ),
        ...scriptedSentences(analysis.models),
      ],
      spec: specOf({
        hconcat: contexts.map((context, index) => panel(context, shown, width, index === 0)),
      }),
    }),
  ];
}

function captionOf(
  { resamples, method }: Analysis,
  contexts: readonly ContextUncertainty[],
  left: readonly DrawnModel[],
): string[] {
  const over = contexts.map(
    ({ stage, problems, tasks }) =>
      `${counted(problems, 'problem')} of ${counted(tasks, 'task')} in ${stage}`,
  );
  const few = contexts.filter(({ tasks }) => tasks < MIN_TASKS).map(({ stage }) => stage);
  return [
    `Dot: rank by ${method}; line: the ranks that it could hold (95 %, all models of a stage together; bootstrap over tasks, ` +
      `${resamples} resamples).`,
    `Over ${over.join('; ')}.`,
    'A full dot without a line could hold no other rank.',
    ...(few.length === 0
      ? []
      : [
          `Empty dots, in ${listed(few)}: fewer than ${MIN_TASKS} tasks, so nothing is known of how sure they are.`,
        ]),
    'In the order of the first panel; a model without a dot was not compared there.',
    ...(left.length === 0 ? [] : [`Not ranked at all: ${left.map(({ label }) => label).join(', ')}.`]),
  ];
}

function panel(
  context: ContextUncertainty,
  shown: readonly DrawnModel[],
  width: number,
  leftmost: boolean,
): Spec {
  const values = context.models.map(({ modelId, rank, rankInterval }) => ({
    model: shown.find(({ id }) => id === modelId)?.label ?? modelId,
    rank,
    best: rankInterval?.best ?? null,
    worst: rankInterval?.worst ?? null,
  }));
  const y = {
    field: 'model',
    type: 'nominal',
    title: null,
    scale: { domain: shown.map(({ label }) => label) },
    axis: leftmost
      ? { ticks: false, domain: false, grid: true }
      : { labels: false, ticks: false, domain: false, grid: true },
  };
  const scale = { domain: [0.5, shown.length + 0.5], nice: false, zero: false };
  const axis = { values: ticksUpTo(shown.length), grid: false, format: 'd' };
  return {
    title: `${context.stage} (n = ${context.problems})`,
    width,
    height: { step: ROW },
    data: { values },
    layer: [
      {
        transform: [{ filter: 'isValid(datum.best)' }],
        mark: { type: 'rule', strokeWidth: 2, color: GREY },
        encoding: {
          y,
          x: { field: 'best', type: 'quantitative', title: 'rank', scale, axis },
          x2: { field: 'worst' },
        },
      },
      {
        mark: { type: 'point', filled: true, size: 34, stroke: DOT, strokeWidth: 1, opacity: 1 },
        encoding: {
          y,
          x: { field: 'rank', type: 'quantitative', title: 'rank', scale, axis },
          fill: { condition: { test: 'isValid(datum.best)', value: DOT }, value: '#FFFFFF' },
        },
      },
    ],
  };
}

/** Every rank, or the first and every fifth. */
function ticksUpTo(count: number): number[] {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  return count <= 8 ? all : all.filter((rank) => rank === 1 || rank % 5 === 0);
}
