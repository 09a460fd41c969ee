import { expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import { combineCategories } from '../../../analysis/ranking/index.js';
import { UserError } from '../../../harness/errors.js';
import type { CellResult } from '../../../harness/study/results.js';
import { cell, measured, study } from './fixture.js';

const wrong = { verdict: 'wrong_answer' } as const;
const times = (executionTime: number, cpuEfficiency = 1) =>
  measured({ executionTime, meanMemory: 1, maxMemory: 1, cpuEfficiency });

function placesOf(cells: readonly CellResult[], stage: string): [string, number][] {
  const { contexts } = analyse(study(cells), { method: 'product-sum' });
  const context = contexts.find(
    (own) => own.stage === stage && own.language === 'python' && own.category === 'all',
  );
  return (context?.models ?? []).map(({ modelId, score }) => [modelId, score]);
}

test('generate and fix rank by pass rate, whatever the runtime', () => {
  const cells = [
    cell('a', 'P1', times(0.1)),
    cell('a', 'P2', wrong),
    cell('b', 'P1', times(9)),
    cell('b', 'P2'),
  ];
  expect(placesOf(cells, 'generate')).toEqual([
    ['b', 1],
    ['a', 0.5],
  ]);
});

test('refine ranks by the mean over problems of all improvements; what is slower, wrong or not measured improves nothing', () => {
  const stage = 'refine';
  const cells = [
    cell('a', 'P1', { stage, ...times(0.5, 1.25) }),
    cell('a', 'P2', { stage, ...times(4) }),
    cell('b', 'P1', { stage, ...wrong }),
    cell('b', 'P2', { stage }),
  ];
  expect(placesOf(cells, stage)).toEqual([
    ['a', 0.375],
    ['b', 0],
  ]);
});

test('ties in refine go by fix pass rate, then generate pass rate', () => {
  const refine = ['a', 'b', 'c'].map((model) => cell(model, 'P1', { stage: 'refine', ...times(0.5) }));
  const fix = ['a', 'b', 'c'].map((model) =>
    cell(model, 'P1', { stage: 'fix', ...(model === 'a' ? wrong : {}) }),
  );
  const generate = ['a', 'b', 'c'].map((model) => cell(model, 'P1', model === 'b' ? wrong : {}));
  expect(placesOf([...refine, ...fix, ...generate], 'refine').map(([model]) => model)).toEqual([
    'c',
    'b',
    'a',
  ]);
});

test('several categories multiply their scores, and add them in refine', () => {
  const scores = [0.5, 0.8].map((score) => ({ scores: new Map([['a', score]]), problems: 3 }));
  const rule = 'product_of_scores_or_sum_in_refine';
  expect(combineCategories(rule, 'fix', scores)?.get('a')).toBeCloseTo(0.4, 12);
  expect(combineCategories(rule, 'refine', scores)?.get('a')).toBeCloseTo(1.3, 12);
});

test('the weighted sum takes the mean of several categories by their problems', () => {
  const scores = [
    { scores: new Map([['a', 0.5]]), problems: 1 },
    { scores: new Map([['a', 0.9]]), problems: 3 },
  ];
  expect(combineCategories('n_weighted_mean_of_scores', 'fix', scores)?.get('a')).toBeCloseTo(0.8, 12);
});

test('an unknown method is refused by name, with those that there are', () => {
  const wanted = () => analyse(study([cell('a', 'P1')]), { method: 'best' });
  expect(wanted).toThrow(UserError);
  expect(wanted).toThrow(/"best".*wsm-min-max.*wsm-z-score.*wsm-rank.*wsm-vector.*product-sum/);
});

test('a category without a pass falls back to its language, and a language without one to all', () => {
  const cells = [
    cell('a', 'P1', { categories: ['Array'] }),
    cell('a', 'P2', { categories: ['Math'], ...wrong }),
    cell('a', 'R1', { language: 'rust', categories: ['Array'], ...wrong }),
  ];
  const sources = analyse(study(cells)).rankingSources;
  const sourceOf = (language: string, category: string) =>
    sources.find((own) => own.language === language && own.category === category);
  expect(sourceOf('python', 'Array')).toMatchObject({ source: 'category', reason: null });
  expect(sourceOf('python', 'Math')).toMatchObject({ source: 'language', reason: 'nobody_passed' });
  expect(sourceOf('python', 'Greedy')).toMatchObject({ source: 'language', reason: 'nothing_planned' });
  expect(sourceOf('rust', 'Array')).toMatchObject({ source: 'all', reason: 'nobody_passed' });
});
