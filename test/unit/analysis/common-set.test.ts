import { expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import { cell, study } from './fixture.js';
import { modelOf, orderOf, rankingOf } from './helpers.js';

const unasked = { answerState: null, verdict: null } as const;
const wrong = { verdict: 'wrong_answer' } as const;

test('a cell that one model misses counts for none', () => {
  const ranking = rankingOf([
    cell('a', 'P1', wrong),
    cell('a', 'P2'),
    cell('b', 'P1'),
    cell('b', 'P2', { verdict: 'harness_error' }),
  ]);
  expect(ranking).toMatchObject({ common: 1, planned: 2, commonProblems: 1, plannedProblems: 2 });
  expect(modelOf(ranking, 'a').passRate).toBe(0);
});

test('a model keeps the number of its own complete cells', () => {
  const ranking = rankingOf([cell('a', 'P1'), cell('a', 'P2'), cell('b', 'P1'), cell('b', 'P2', unasked)]);
  expect(modelOf(ranking, 'a').complete).toBe(2);
  expect(modelOf(ranking, 'b').complete).toBe(1);
});

test('a model without a complete cell is named as not ranked and empties nothing', () => {
  const ranking = rankingOf([cell('a', 'P1'), cell('b', 'P1', unasked)]);
  expect(orderOf(ranking)).toEqual(['a']);
  expect(ranking.notRanked).toEqual([{ modelId: 'b', reason: 'no_complete_cell', complete: 0 }]);
});

test('a model that the study plans elsewhere only is named as not ranked', () => {
  const ranking = rankingOf([cell('a', 'P1'), cell('b', 'R1', { language: 'rust' })]);
  expect(ranking.notRanked).toEqual([{ modelId: 'b', reason: 'no_complete_cell', complete: 0 }]);
});

test('models without a shared complete cell are all not ranked, with that reason', () => {
  const ranking = rankingOf([
    cell('a', 'P1'),
    cell('a', 'P2', unasked),
    cell('b', 'P1', unasked),
    cell('b', 'P2'),
  ]);
  expect(ranking).toMatchObject({ common: 0, planned: 2, models: [] });
  expect(ranking.notRanked.map(({ reason }) => reason)).toEqual(['no_common_cell', 'no_common_cell']);
});

test('samples are compared one by one', () => {
  const ranking = rankingOf([
    cell('a', 'P1'),
    cell('a', 'P1', { sample: 1 }),
    cell('b', 'P1', unasked),
    cell('b', 'P1', { sample: 1 }),
  ]);
  expect(ranking).toMatchObject({ common: 1, planned: 2, commonProblems: 1, plannedProblems: 1 });
});

test('the pass rate is a mean over samples, then over problems', () => {
  const ranking = rankingOf([
    cell('a', 'P1'),
    cell('a', 'P1', { sample: 1, ...wrong }),
    cell('a', 'P1', { sample: 2, ...wrong }),
    cell('a', 'P1', { sample: 3, ...wrong }),
    cell('a', 'P2'),
  ]);
  expect(modelOf(ranking, 'a').passRate).toBe((1 / 4 + 1) / 2);
});

test('a problem belongs to each of its categories', () => {
  const cells = [cell('a', 'P1', { categories: ['Array', 'Math'] })];
  expect(rankingOf(cells, { category: 'Array' }).planned).toBe(1);
  expect(rankingOf(cells, { category: 'Math' }).planned).toBe(1);
});

test('a problem of several categories counts once in all', () => {
  expect(rankingOf([cell('a', 'P1', { categories: ['Array', 'Math'] })]).planned).toBe(1);
});

test('a problem without a category counts in all alone, and is counted there', () => {
  const { contexts } = analyse(study([cell('a', 'P1', { categories: [] })]));
  expect(contexts.map(({ language, category }) => [language, category])).toEqual([
    ['all', 'all'],
    ['python', 'all'],
  ]);
  expect(contexts.map((context) => context.uncategorisedProblems)).toEqual([1, 1]);
});

test('stages are not mixed', () => {
  const cells = [cell('a', 'P1'), cell('a', 'P1', { stage: 'fix', ...wrong })];
  expect(modelOf(rankingOf(cells), 'a').passRate).toBe(1);
  expect(modelOf(rankingOf(cells, { stage: 'fix' }), 'a').passRate).toBe(0);
});

test('datasets are pooled', () => {
  expect(rankingOf([cell('a', 'x:P1'), cell('a', 'y:P1', { dataset: 'other' })]).planned).toBe(2);
});

test('all languages are pooled per stage', () => {
  const cells = [cell('a', 'P1'), cell('a', 'R1', { language: 'rust', ...wrong })];
  expect(modelOf(rankingOf(cells, { language: 'all' }), 'a').passRate).toBe(0.5);
});
