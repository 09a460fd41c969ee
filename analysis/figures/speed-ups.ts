import { quantileSorted } from 'simple-statistics';
import type { Language } from '../../datasets/problem.js';
import type { Analysis } from '../analysis.js';
import type { Figure, Spec } from './figure.js';
import { logAxis, type LogAxis } from './log-axis.js';
import { drawnModels, type DrawnModel } from './models.js';
import { markedTitle, scriptedSentences } from './scripted.js';
import { figure, GREY, roomFor, specOf, TWO_COLUMNS } from './theme.js';
import { languageName } from '../wording.js';

const ROW = 13;
const PANELS_A_ROW = 3;
/** With fewer ratios a box would hide them: each is drawn. */
const BOX_FROM = 5;

interface Box {
  readonly language: Language;
  readonly model: DrawnModel;
  /** Ascending. */
  readonly ratios: readonly number[];
}

/** How much faster or slower refined programs are, a panel a language; none where nothing refined was measured. */
export function speedUps(analysis: Analysis): Figure[] {
  const [preset] = analysis.measuring.presets;
  const drawn = drawnModels(analysis.models);
  const boxes = analysis.speed.flatMap(({ language, stage, modelId, figures }): Box[] => {
    const ratios = figures.find((each) => each.preset === preset)?.ratios ?? [];
    const model = drawn.find(({ id }) => id === modelId);
    if (stage !== 'refine' || language === 'all' || model === undefined || ratios.length === 0) return [];
    return [{ language, model, ratios }];
  });
  if (preset === undefined || boxes.length === 0) return [];
  const models = drawn.filter(({ id }) => boxes.some(({ model }) => model.id === id));
  const languages = analysis.languages.filter((language) => boxes.some((box) => box.language === language));
  const columns = Math.min(PANELS_A_ROW, languages.length);
  const room = (TWO_COLUMNS - roomFor(models.map(({ label }) => label))) / columns - 30;
  const width = Math.round(Math.min(160, Math.max(60, room)));
  // 1 is on the axis even where all are faster.
  const axis = logAxis([1, ...boxes.flatMap(({ ratios }) => ratios)], Math.floor(width / 26));
  const rows = Array.from({ length: Math.ceil(languages.length / columns) }, (_, row) =>
    languages.slice(row * columns, (row + 1) * columns),
  );
  return [
    figure({
      id: 'figure-speed-ups',
      title: markedTitle('Speed of refined programs beside the canonical solutions', analysis.models),
      caption: [...captionOf(preset, models, analysis), ...scriptedSentences(analysis.models)],
      spec: specOf({
        vconcat: rows.map((row) => ({
          hconcat: row.map((language, index) =>
            panel(
              language,
              boxes.filter((box) => box.language === language),
              { models, axis, width, leftmost: index === 0 },
            ),
          ),
        })),
      }),
    }),
  ];
}

function captionOf(preset: string, models: readonly DrawnModel[], analysis: Analysis): string[] {
  const left = drawnModels(analysis.models).filter(({ id }) => models.every((model) => model.id !== id));
  return [
    'Execution time of programs that passed in refine, divided by that of the canonical solution, one ratio a problem (of several ' +
      'samples their geometric mean); logarithmic, left of the line at 1 is faster.',
    `Box: quartiles and median; line: from the least to the greatest; fewer than ${BOX_FROM} ratios are drawn as dots. The number at ` +
      'the right counts the problems, those that the model itself passed, so that models are over different problems.',
    `Measured by the preset ${preset}; the canonical solution itself counts as 1; programs without a usable measurement are not in it.`,
    ...(left.length === 0
      ? []
      : [`Not drawn, as without a ratio: ${left.map(({ label }) => label).join(', ')}.`]),
  ];
}

interface Layout {
  readonly models: readonly DrawnModel[];
  readonly axis: LogAxis;
  readonly width: number;
  readonly leftmost: boolean;
}

function panel(language: Language, boxes: readonly Box[], { models, axis, width, leftmost }: Layout): Spec {
  const name = (model: DrawnModel) => ({ model: model.label, colour: model.colour });
  const values = boxes
    .filter(({ ratios }) => ratios.length >= BOX_FROM)
    .map(({ model, ratios }) => ({
      ...name(model),
      least: ratios[0],
      q1: quantileSorted([...ratios], 0.25),
      median: quantileSorted([...ratios], 0.5),
      q3: quantileSorted([...ratios], 0.75),
      most: ratios.at(-1),
    }));
  const dots = boxes
    .filter(({ ratios }) => ratios.length < BOX_FROM)
    .flatMap(({ model, ratios }) => ratios.map((ratio) => ({ ...name(model), ratio })));
  const counts = boxes.map(({ model, ratios }) => ({ ...name(model), n: ratios.length }));
  const y = {
    field: 'model',
    type: 'nominal',
    title: null,
    scale: { domain: models.map(({ label }) => label) },
    axis: { ticks: false, domain: false, labels: leftmost, grid: false },
  };
  const x = (field: string) => ({
    field,
    type: 'quantitative',
    title: 'program / canonical solution',
    scale: { type: 'log', domain: axis.domain, nice: false },
    axis: { values: axis.ticks, format: '~g', grid: true },
  });
  const literal = { field: 'colour', type: 'nominal', scale: null };
  return {
    title: languageName(language),
    width,
    height: { step: ROW },
    layer: [
      {
        data: { values: [{ one: 1 }] },
        mark: { type: 'rule', color: GREY, strokeDash: [3, 2] },
        encoding: { x: x('one') },
      },
      {
        data: { values },
        mark: { type: 'rule', color: GREY },
        encoding: { y, x: x('least'), x2: { field: 'most' } },
      },
      {
        data: { values },
        mark: { type: 'bar', height: 7, stroke: '#000000', strokeWidth: 0.5 },
        encoding: { y, x: x('q1'), x2: { field: 'q3' }, fill: literal },
      },
      {
        data: { values },
        // Taller than the box, so that it is seen on every colour.
        mark: { type: 'tick', opacity: 1, color: '#000000', thickness: 1.5, size: 11 },
        encoding: { y, x: x('median') },
      },
      {
        data: { values: dots },
        mark: { type: 'point', filled: true, size: 18, opacity: 1, stroke: '#000000', strokeWidth: 0.4 },
        encoding: { y, x: x('ratio'), fill: literal },
      },
      {
        data: { values: counts },
        mark: { type: 'text', align: 'left', dx: 4, color: GREY },
        encoding: { y, x: { value: width }, text: { field: 'n', type: 'quantitative' } },
      },
    ],
  };
}
