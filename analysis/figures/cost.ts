import type { Stage } from '../../harness/study/results.js';
import type { Analysis } from '../analysis.js';
import type { CostRow } from '../costs.js';
import { wilson95, type Interval } from '../statistics/index.js';
import { MIN_TASKS } from '../uncertainty.js';
import type { Figure, Spec } from './figure.js';
import { logAxis, type LogAxis } from './log-axis.js';
import { modelKey } from './model-key.js';
import { drawnModels, inkOn, type DrawnModel } from './models.js';
import { markedTitle, scriptedSentences } from './scripted.js';
import { figure, FONT_SIZE, GREY, ONE_COLUMN, specOf, TWO_COLUMNS } from './theme.js';

const HEIGHT = 120;

interface Point {
  readonly stage: Stage;
  readonly model: DrawnModel;
  readonly usd: number;
  readonly passRate: number;
  readonly interval: Interval | null;
}

/** pass@1 against what a solved problem costs, a panel a stage; none where no cost is known. */
export function accuracyAgainstCost(analysis: Analysis): Figure[] {
  const models = drawnModels(analysis.models);
  const points = analysis.costs.flatMap((row) => pointOf(analysis, row, models));
  if (points.length === 0) return [];
  const stages = analysis.stages.filter((stage) => points.some((point) => point.stage === stage));
  const width = stages.length === 1 ? ONE_COLUMN : TWO_COLUMNS;
  const panelWidth = Math.min(160, Math.round((width - 50) / stages.length - 10));
  const axis = logAxis(
    points.map(({ usd }) => usd),
    Math.floor(panelWidth / 30),
  );
  const named = models.filter(({ id }) => points.some(({ model }) => model.id === id));
  return [
    figure({
      id: 'figure-cost',
      title: markedTitle('Accuracy against cost', analysis.models),
      caption: [...captionOf(analysis, points), ...scriptedSentences(analysis.models)],
      spec: specOf({
        vconcat: [
          {
            hconcat: stages.map((stage, index) =>
              panel(
                stage,
                points.filter((point) => point.stage === stage),
                axis,
                panelWidth,
                index === 0,
              ),
            ),
          },
          modelKey(named, width),
        ],
      }),
    }),
  ];
}

function pointOf(analysis: Analysis, row: CostRow, models: readonly DrawnModel[]): Point[] {
  const index = analysis.contexts.findIndex(
    ({ language, stage, category }) => language === 'all' && category === 'all' && stage === row.stage,
  );
  const context = analysis.contexts[index];
  const ranked = context?.models.find(({ modelId }) => modelId === row.modelId);
  const model = models.find(({ id }) => id === row.modelId);
  const { usdPerPassed } = row;
  // Nothing is at 0 on a logarithmic axis: a model that was free of charge is named in the caption.
  if (context === undefined || ranked === undefined || model === undefined) return [];
  if (usdPerPassed === null || usdPerPassed === 0) return [];
  const uncertainty = analysis.uncertainty[index];
  const { passRate } = ranked;
  const problems = context.commonProblems;
  const alone = uncertainty?.problems === uncertainty?.tasks;
  const interval = alone
    ? wilson95(Math.min(problems, passRate * problems), problems)
    : (uncertainty?.models.find(({ modelId }) => modelId === row.modelId)?.passRateInterval ?? null);
  return [{ stage: row.stage, model, usd: usdPerPassed, passRate, interval }];
}

function captionOf(analysis: Analysis, points: readonly Point[]): string[] {
  const drawn = (row: CostRow) =>
    points.some(({ stage, model }) => stage === row.stage && model.id === row.modelId);
  const left = analysis.costs.filter((row) => !drawn(row));
  const reasons: readonly [string, (row: CostRow) => boolean][] = [
    ['without a known price', ({ unknown }) => unknown === 'no_price'],
    ['with answers that were not asked for here', ({ unknown }) => unknown === 'not_asked'],
    ['not all judged', ({ unknown }) => unknown === 'not_judged'],
    ['free of charge', ({ usd }) => usd === 0],
    ['solved nothing', ({ passed, unknown }) => unknown === null && passed === 0],
    ['not compared', () => true],
  ];
  const why = (row: CostRow) => reasons.find(([, is]) => is(row))?.[0];
  const sentences = reasons.flatMap(([reason]) => {
    const own = left.filter((row) => why(row) === reason);
    return own.length === 0 ? [] : [`Not drawn, as ${reason}: ${namesOf(analysis, own)}.`];
  });
  const several = analysis.uncertainty.some(
    ({ language, category, problems, tasks }) =>
      language === 'all' && category === 'all' && problems !== tasks,
  );
  return [
    'pass@1 over all languages, on the problems that all compared models have, against USD for each passed cell: what all of ' +
      "the model's answers in the stage cost at the prices of the days on which they were asked, divided by those that passed.",
    several
      ? `Bars: 95 %, bootstrap over tasks, as the languages of a task go together; none below ${MIN_TASKS} tasks.`
      : 'Bars: 95 %, Wilson.',
    'Cost axis: logarithmic, to its left is cheaper.',
    ...sentences,
  ];
}

/** Names with the stages, where it is not all of them. */
function namesOf({ models }: Analysis, rows: readonly CostRow[]): string {
  return drawnModels(models)
    .flatMap(({ id, label }) => {
      const stages = rows.filter(({ modelId }) => modelId === id).map(({ stage }) => stage);
      return stages.length === 0 ? [] : [`${label} (${stages.join(', ')})`];
    })
    .join('; ');
}

function panel(
  stage: Stage,
  points: readonly Point[],
  axis: LogAxis,
  width: number,
  leftmost: boolean,
): Spec {
  const values = points.map(({ model, usd, passRate, interval }) => ({
    letter: model.letter,
    colour: model.colour,
    ink: inkOn(model.colour),
    usd,
    pass: passRate,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  }));
  const x = {
    field: 'usd',
    type: 'quantitative',
    title: 'USD per solved problem',
    scale: { type: 'log', domain: axis.domain, nice: false },
    axis: { values: axis.ticks, format: '~g', grid: true },
  };
  const y = (field: string) => ({
    field,
    type: 'quantitative',
    title: leftmost ? 'pass@1' : null,
    // A little more, so that marks at the ends are whole.
    scale: { domain: [-0.03, 1.03], nice: false },
    axis: { format: '.0%', values: [0, 0.25, 0.5, 0.75, 1], labels: leftmost },
  });
  const literal = (field: string) => ({ field, type: 'nominal', scale: null });
  return {
    title: stage,
    width,
    height: HEIGHT,
    data: { values },
    layer: [
      {
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'rule', color: GREY },
        encoding: { x, y: y('low'), y2: { field: 'high' } },
      },
      {
        mark: { type: 'point', filled: true, size: 85, opacity: 1, stroke: '#000000', strokeWidth: 0.4 },
        encoding: { x, y: y('pass'), fill: literal('colour') },
      },
      {
        mark: { type: 'text', fontSize: FONT_SIZE - 1 },
        encoding: { x, y: y('pass'), text: { field: 'letter' }, color: literal('ink') },
      },
    ],
  };
}
