import { CATEGORIES } from '../../datasets/problem.js';
import type { Stage } from '../../harness/study/results.js';
import type { Analysis } from '../analysis.js';
import { MIN_TASKS } from '../uncertainty.js';
import type { Figure, Spec } from './figure.js';
import { modelKey } from './model-key.js';
import { drawnModels, inkOn, tinted, type DrawnModel } from './models.js';
import { markedTitle, scriptedSentences } from './scripted.js';
import { figure, FONT_SIZE, LIGHT, specOf } from './theme.js';
import { firstOf, type First } from '../firsts.js';
import { categoryName, languageName } from '../wording.js';

const STEP = { x: 28, y: 13 } as const;
/** So that a stage's name fits above its languages. */
const LEAST_PANEL = 54;
/** Between panels. */
const GAP = 10;
/** Longer texts are set smaller, so that they fit a cell. */
const LONG_TEXT = 5;
/** Letters that fit a cell. */
const MOST_LETTERS = 3;
const PALE = 0.65;
const TIED = '#E6E6E6';

/** Who is first in each language and category, a panel a stage; none where nobody is. */
export function winnerMap(analysis: Analysis): Figure[] {
  const firsts = analysis.contexts.flatMap((ranking, index) => {
    const uncertainty = analysis.uncertainty[index];
    return ranking.language === 'all' || uncertainty === undefined ? [] : [firstOf(ranking, uncertainty)];
  });
  if (firsts.every(({ candidates }) => candidates.length === 0)) return [];
  const models = drawnModels(analysis.models);
  const named = models.filter(({ id }) => firsts.some(({ candidates }) => candidates.includes(id)));
  const panels = analysis.stages.filter((stage) => firsts.some((first) => first.stage === stage));
  return [
    figure({
      id: 'figure-winners',
      title: markedTitle('First-ranked models by language, category and stage', analysis.models),
      caption: [...captionOf(analysis, firsts), ...scriptedSentences(analysis.models)],
      spec: specOf({
        vconcat: [
          {
            spacing: GAP,
            hconcat: panels.map((stage, index) => panel(analysis, firsts, models, stage, index === 0)),
          },
          modelKey(
            named,
            panels.length * (analysis.languages.length * stepOf(analysis.languages.length) + GAP),
          ),
        ],
      }),
    }),
  ];
}

/** Says only what can be seen in the figure. */
function captionOf({ resamples }: Analysis, firsts: readonly First[]): string[] {
  const sentences: readonly [string, (first: First) => boolean][] = [
    [
      'Full colour with one letter: no other model could hold rank 1 (95 %, all models of the cell together).',
      ({ state }) => state === 'sure',
    ],
    [
      "Pale: the first model can't be told apart from others; the letters are those that could hold rank 1, the first one " +
        'first, "+" counting those for which there is no room.',
      ({ state }) => state === 'unsure',
    ],
    [
      `Question mark: fewer than ${MIN_TASKS} tasks, so nothing is known of how sure it is.`,
      ({ state }) => state === 'unknown',
    ],
    ['Grey, with "=" between the letters: these models are equally first.', ({ equal }) => equal > 1],
    ['0: no model passed anything.', ({ state }) => state === 'none_passed'],
  ];
  return [
    'The first-ranked model in each language, category and stage.',
    ...sentences.flatMap(([sentence, seen]) => (firsts.some(seen) ? [sentence] : [])),
    'Dash: no data.',
    `Ranks and what is sure of them: bootstrap over tasks, ${resamples} resamples.`,
  ];
}

function panel(
  { languages }: Analysis,
  firsts: readonly First[],
  models: readonly DrawnModel[],
  stage: Stage,
  leftmost: boolean,
): Spec {
  const categories = (['all', ...CATEGORIES] as const).filter((category) =>
    firsts.some((first) => first.category === category),
  );
  const values = categories.flatMap((category) =>
    languages.map((language) => {
      const first = firsts.find(
        (other) => other.stage === stage && other.language === language && other.category === category,
      );
      const shown = look(first, models);
      const size = shown.text.length > LONG_TEXT ? FONT_SIZE - 1.6 : FONT_SIZE - 1;
      return { language: languageName(language), category: categoryName(category), ...shown, size };
    }),
  );
  const literal = (field: string) => ({ field, type: 'nominal', scale: null });
  const place = {
    x: {
      field: 'language',
      type: 'nominal',
      sort: null,
      title: null,
      axis: { orient: 'bottom', labelAngle: 0, ticks: false, domain: false },
    },
    y: {
      field: 'category',
      type: 'nominal',
      sort: null,
      title: null,
      axis: leftmost ? { ticks: false, domain: false } : null,
    },
  };
  return {
    title: stage,
    view: { stroke: null },
    width: { step: stepOf(languages.length) },
    height: { step: STEP.y },
    data: { values },
    layer: [
      {
        mark: { type: 'rect', stroke: LIGHT, strokeWidth: 0.5 },
        encoding: { ...place, fill: literal('fill') },
      },
      {
        mark: { type: 'text' },
        encoding: {
          ...place,
          text: { field: 'text' },
          size: { field: 'size', type: 'quantitative', scale: null },
          color: literal('ink'),
        },
      },
    ],
  };
}

function stepOf(languages: number): number {
  return Math.max(STEP.x, Math.ceil(LEAST_PANEL / languages));
}

function look(first: First | undefined, models: readonly DrawnModel[]) {
  if (first === undefined || first.state === 'no_data') return { fill: '#FFFFFF', ink: '#767676', text: '–' };
  if (first.state === 'none_passed') return { fill: '#FFFFFF', ink: '#000000', text: '0' };
  const candidates = first.candidates.flatMap((id) => models.find((model) => model.id === id) ?? []);
  const colour = candidates[0]?.colour ?? TIED;
  const fill = first.state === 'sure' ? colour : first.equal > 1 ? TIED : tinted(colour, PALE);
  return { fill, ink: inkOn(fill), text: textOf(first, candidates) };
}

function textOf({ state, equal }: First, candidates: readonly DrawnModel[]): string {
  const room = candidates.length <= MOST_LETTERS ? MOST_LETTERS : MOST_LETTERS - 1;
  const letters = candidates
    .slice(0, room)
    .map(({ letter }, index) => (index === 0 ? letter : `${index < equal ? '=' : ' '}${letter}`));
  const more = candidates.length > room ? `+${candidates.length - room}` : '';
  return `${letters.join('')}${more}${state === 'unknown' ? '?' : ''}`;
}
