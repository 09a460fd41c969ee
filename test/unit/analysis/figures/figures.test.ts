import { describe, expect, it } from 'vitest';
import { figuresOf, type Figure } from '../../../../analysis/figures/index.js';
import { analyse } from '../../../../analysis/index.js';
import type { CellResult, StudyResults } from '../../../../harness/study/results.js';
import { cell, HAND_MADE, measured, ratios, study } from '../fixture.js';
import { STRONG_AND_WEAK } from './fixtures.js';

function figureOf(results: StudyResults, id: string): Figure | undefined {
  return figuresOf(analyse(results)).find((figure) => figure.id === id);
}

/** Every record of inline data in a specification, however deep. */
function dataOf(node: unknown): Record<string, unknown>[] {
  if (Array.isArray(node)) return node.flatMap(dataOf);
  if (typeof node !== 'object' || node === null) return [];
  const { values } = node as { values?: unknown };
  const own =
    Array.isArray(values) && values.every((value) => typeof value === 'object')
      ? (values as Record<string, unknown>[])
      : [];
  return [...own, ...Object.values(node).flatMap(dataOf)];
}

const refined = (time: number, given: Partial<CellResult> = {}): Partial<CellResult> => ({
  stage: 'refine',
  ...measured(ratios(time)),
  ...given,
});

it('leaves out figures without data', () => {
  const unasked = study([cell('m', 'P1', { answerState: null, verdict: null })]);
  expect(figuresOf(analyse(unasked))).toEqual([]);
});

it('marks scripted models in title and labels', () => {
  for (const figure of figuresOf(analyse(HAND_MADE))) {
    expect(figure.title).toContain('some models are scripted, not LLMs');
    expect(figure.caption).toContain('Scripted models, not LLMs');
    expect(JSON.stringify(figure.spec)).toContain('SCRIPTED-GAMMA (scripted)');
  }
});

it('tells models of one name apart by their ids', () => {
  const models = ['a', 'b'].map((id) => ({ id, name: 'same', scripted: false }));
  const figure = figureOf(study([cell('a', 'P1'), cell('b', 'P1')], { models }), 'figure-rank-intervals');
  expect(dataOf(figure?.spec).flatMap(({ model }) => model ?? [])).toEqual(['same (a)', 'same (b)']);
});

describe('the map of winners', () => {
  const cellOf = (results: StudyResults, category = 'all categories') =>
    dataOf(figureOf(results, 'figure-winners')?.spec).find((own) => own['category'] === category);

  it('gives full colour and one letter to a model that is first for sure', () => {
    const cells = Array.from({ length: 12 }, (_, task) => [
      cell('a', `P${task}`),
      cell('b', `P${task}`, { verdict: 'wrong_answer' }),
    ]).flat();
    expect(cellOf(study(cells))).toMatchObject({ text: 'A', fill: '#0072B2', ink: '#FFFFFF' });
  });

  it('names all that could be first, paler', () => {
    const cells = Array.from({ length: 12 }, (_, task) => [
      cell('a', `P${task}`, task % 2 === 0 ? {} : { verdict: 'wrong_answer' }),
      cell('b', `P${task}`, task % 3 === 0 ? {} : { verdict: 'wrong_answer' }),
    ]).flat();
    expect(cellOf(study(cells))).toMatchObject({ text: 'A B', fill: '#A6CEE4' });
  });

  it('questions a winner of few tasks', () => {
    expect(cellOf(study([cell('a', 'P1')]))).toMatchObject({ text: 'A?' });
  });

  it('joins those that are equally first', () => {
    expect(cellOf(study([cell('a', 'P1'), cell('b', 'P1')]))).toMatchObject({
      text: 'A=B?',
      fill: '#E6E6E6',
    });
  });

  it('has no winner where nobody passed, and a dash where nobody was compared', () => {
    const wrong = { verdict: 'wrong_answer' } as const;
    const results = study([
      cell('a', 'P1'),
      cell('a', 'P2', { ...wrong, categories: ['Math'] }),
      cell('a', 'P3', { answerState: null, verdict: null, categories: ['String'] }),
    ]);
    expect(cellOf(results, 'Math')).toMatchObject({ text: '0' });
    expect(cellOf(results, 'String')).toMatchObject({ text: '–' });
  });
});

describe('the speed-ups', () => {
  it('are the ratios of programs that passed in refine, with quartiles', () => {
    const times = [0.5, 1, 2, 4, 8];
    const results = study(times.map((time, task) => cell('m', `P${task}`, refined(time))));
    const data = dataOf(figureOf(results, 'figure-speed-ups')?.spec);
    expect(data).toContainEqual({
      model: 'M',
      colour: '#0072B2',
      least: 0.5,
      q1: 1,
      median: 2,
      q3: 4,
      most: 8,
    });
    expect(data).toContainEqual({ model: 'M', colour: '#0072B2', n: 5 });
  });

  it('are single dots where there are few', () => {
    const results = study([cell('m', 'P1', refined(0.5)), cell('m', 'P2', refined(3))]);
    const data = dataOf(figureOf(results, 'figure-speed-ups')?.spec);
    expect(data.flatMap(({ ratio }) => ratio ?? [])).toEqual([0.5, 3]);
  });

  it('are not drawn of generated programs', () => {
    expect(figureOf(study([cell('m', 'P1', measured(ratios(2)))]), 'figure-speed-ups')).toBeUndefined();
  });
});

describe('accuracy against cost', () => {
  const passes = (model: string, count: number) =>
    Array.from({ length: 4 }, (_, task) =>
      cell(model, `P${task}`, task < count ? {} : { verdict: 'wrong_answer' }),
    );
  const cost = (modelId: string, usd: number, unpriced = 0, answers = 4) => ({
    ...{ modelId, usd, unpriced, answers },
    stage: 'generate' as const,
    dataset: 'hand',
  });
  const drawn = (results: StudyResults) =>
    dataOf(figureOf(results, 'figure-cost')?.spec).filter((own) => 'usd' in own);

  it('divides what all answers cost by those that passed', () => {
    const [point] = drawn(study(passes('m', 2), { costs: [cost('m', 0.5)] }));
    expect(point).toMatchObject({ usd: 0.25, pass: 0.5 });
    // Wilson at 95 % for 2 of 4.
    expect(point?.['low']).toBeCloseTo(0.15004, 5);
    expect(point?.['high']).toBeCloseTo(0.84996, 5);
  });

  it.each([
    ['without a known price', [cost('other', 1), cost('m', 0, 1)]],
    ['with answers that were not asked for here', [cost('other', 1), cost('m', 1, 0, 3)]],
    ['free of charge', [cost('other', 1), cost('m', 0)]],
  ])('names a model that is not drawn, as %s', (reason, costs) => {
    const results = study([...passes('m', 2), ...passes('other', 3)], { costs });
    expect(drawn(results)).toHaveLength(1);
    expect(figureOf(results, 'figure-cost')?.caption).toContain(`Not drawn, as ${reason}: M (generate).`);
  });

  it('names a model that solved nothing', () => {
    const results = study([...passes('m', 0), ...passes('other', 3)], {
      costs: [cost('other', 1), cost('m', 1)],
    });
    expect(figureOf(results, 'figure-cost')?.caption).toContain(
      'Not drawn, as solved nothing: M (generate).',
    );
  });

  it('does not divide by cells that are not judged yet', () => {
    const cells = [...passes('m', 2), cell('m', 'P9', { verdict: null }), ...passes('other', 3)];
    const results = study(cells, { costs: [cost('other', 1), cost('m', 1, 0, 5)] });
    expect(figureOf(results, 'figure-cost')?.caption).toContain(
      'Not drawn, as not all judged: M (generate).',
    );
  });

  it('has bars over tasks where a task stands in several languages', () => {
    expect(figureOf(STRONG_AND_WEAK, 'figure-cost')?.caption).toContain(
      'bootstrap over tasks, as the languages',
    );
  });
});
