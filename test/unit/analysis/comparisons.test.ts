import { expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import type { Comparison } from '../../../analysis/comparisons.js';
import type { CellResult } from '../../../harness/study/results.js';
import { cell, measured, ratios, study } from './fixture.js';
import { synthetic } from './fixture-synthetic.js';

function comparisonOf(cells: readonly CellResult[], language = 'python'): Comparison {
  const found = analyse(study(cells)).comparisons.find((own) => own.language === language);
  if (found === undefined) throw new Error('no comparison');
  return found;
}

const wrong = { verdict: 'wrong_answer' } as const;

test('problems are counted for the model that passed alone', () => {
  const outcomes = { a: [1, 1, 1, 1, 0, 0], b: [1, 0, 0, 0, 1, 0] };
  const cells = Object.entries(outcomes).flatMap(([model, own]) =>
    own.map((passed, index) => cell(model, `P${index}`, passed === 1 ? {} : wrong)),
  );
  const { correctness } = comparisonOf(cells);
  expect(correctness).toMatchObject({ problems: 6, firstAhead: 3, secondAhead: 1, oddsRatio: 3, p: 0.625 });
  expect(correctness.difference).toBeCloseTo(2 / 6, 12);
});

test('over all languages a task counts once', () => {
  const cells = synthetic({ models: 2, tasks: 12, languages: ['python', 'rust'] }, ({ model }) => 1 - model);
  expect(comparisonOf(cells, 'all').correctness).toMatchObject({ problems: 24, tasks: 12, firstAhead: 12 });
});

test('a family of three pairs is corrected together', () => {
  const cells = synthetic({ models: 3, tasks: 12 }, ({ model, task }) =>
    Number(model === 0 || task < 4 * model),
  );
  const pairs = analyse(study(cells)).comparisons.filter(({ language }) => language === 'python');
  const [strongest] = [...pairs].sort((a, b) => (a.correctness.p ?? 1) - (b.correctness.p ?? 1));
  expect(pairs).toHaveLength(3);
  expect(strongest?.correctness.holm).toBeCloseTo(3 * (strongest?.correctness.p ?? NaN), 12);
});

/**
 * On every problem the weak model's program takes twice as long as the strong one's. It solves the easy problems alone, on
 * which every program is fast beside the canonical solution.
 */
const biased = synthetic(
  { models: 2, tasks: 30 },
  ({ model, task }) => Number(model === 0 || task < 12),
  ({ model, task }) => (task < 12 ? 0.25 : 4) * (model === 0 ? 1 : 2),
);

test('over its own problems a weak model looks faster than the strong one that beats it everywhere', () => {
  const times = analyse(study(biased)).speed.filter(({ language }) => language === 'python');
  const [strong, weak] = times.map(({ figures: [own] }) => own?.geometricMean ?? NaN);
  expect(weak).toBeCloseTo(0.5, 12);
  expect(strong).toBeGreaterThan(1);
});

test('over the problems that both solve it is seen to be slower, and for sure', () => {
  const { speed } = comparisonOf(biased);
  expect(speed).toMatchObject({ problems: 12, tasks: 12, zeros: 0, rankBiserial: -1 });
  expect(speed.ratio).toBeCloseTo(0.5, 12);
  expect(speed.interval?.high).toBeLessThan(0.51);
  expect(speed.holm).toBeLessThan(0.01);
});

test('the ranking compares both over the shared problems', () => {
  const [context] = analyse(study(biased)).contexts;
  const times = context?.models.map(({ runtime }) => runtime.executionTime);
  expect(times?.map((time) => time.basis)).toEqual(['shared', 'shared']);
  expect(times?.[1]?.value).toBeCloseTo(2 * (times?.[0]?.value ?? NaN), 12);
});

test('two models without a problem that both solved are not compared in speed', () => {
  const cells = [
    cell('a', 'P1', measured(ratios(1))),
    cell('a', 'P2', wrong),
    cell('b', 'P1', wrong),
    cell('b', 'P2', measured(ratios(9))),
  ];
  expect(comparisonOf(cells).speed).toMatchObject({ problems: 0, ratio: null, p: null, interval: null });
});

test('equal times take no part in the test of speed', () => {
  const cells = synthetic(
    { models: 2, tasks: 12 },
    () => 1,
    ({ model, task }) => (task < 4 ? 1 : 1 + model),
  );
  expect(comparisonOf(cells).speed).toMatchObject({ tasks: 12, zeros: 4 });
});

test('one model has no pair', () => {
  expect(analyse(study([cell('a', 'P1')])).comparisons).toEqual([]);
});
