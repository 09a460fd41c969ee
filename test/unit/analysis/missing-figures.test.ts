import { expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import { cell, measured, ratios, study } from './fixture.js';
import { flagged } from './fixture-measured.js';
import { modelOf, orderOf, rankingOf } from './helpers.js';

const wrong = { verdict: 'wrong_answer' } as const;
const weightless = { correctness: 0, executionTime: 1, meanMemory: 0, maxMemory: 0, cpuEfficiency: 0 };

test('a criterion without a figure of a model that passed is dropped for all models', () => {
  const ranking = rankingOf([
    cell('a', 'P1', measured(ratios(1, 1, 1))),
    cell('b', 'P1', measured(ratios(1))),
  ]);
  expect(ranking.criteriaUsed).toEqual(['correctness', 'executionTime', 'maxMemory', 'cpuEfficiency']);
  expect(ranking.criteriaDropped).toEqual([
    { criterion: 'meanMemory', reason: 'missing_figures', withoutFigure: ['b'] },
  ]);
  expect(modelOf(ranking, 'a').score).toBe(modelOf(ranking, 'b').score);
});

test('a dropped criterion keeps the figures that were measured', () => {
  const ranking = rankingOf([
    cell('a', 'P1', measured(ratios(1, 1, 1))),
    cell('b', 'P1', measured(ratios(1))),
  ]);
  expect(modelOf(ranking, 'a').runtime.meanMemory.value).toBe(1);
  expect(modelOf(ranking, 'b').runtime.meanMemory.value).toBeNull();
});

test('a model that passed nothing stands with the worst of every runtime criterion', () => {
  const ranking = rankingOf([
    cell('slow', 'P1', measured(ratios(9, 9, 9))),
    cell('fast', 'P1', measured(ratios(1, 1, 1))),
    cell('none', 'P1', wrong),
  ]);
  expect(modelOf(ranking, 'none').score).toBe(0);
  expect(orderOf(ranking)).toEqual(['fast', 'slow', 'none']);
});

test('a model that passed nothing drops no criterion', () => {
  const ranking = rankingOf([cell('a', 'P1', measured(ratios(1, 1, 1))), cell('none', 'P1', wrong)]);
  expect(ranking.criteriaDropped).toEqual([]);
});

test('where nobody passed, every score is 0', () => {
  const ranking = rankingOf([cell('a', 'P1', wrong), cell('b', 'P1', wrong)]);
  expect(ranking.models.map(({ score, rank }) => [score, rank])).toEqual([
    [0, 1],
    [0, 1],
  ]);
  expect(ranking.criteriaDropped.map(({ reason, withoutFigure }) => [reason, withoutFigure])).toEqual(
    Array(4).fill(['nobody_passed', []]),
  );
});

test('where no weighted criterion is left, every score is 0 and pass rates decide the order', () => {
  const ranking = rankingOf([cell('a', 'P1', wrong), cell('b', 'P1')], {}, weightless);
  expect(orderOf(ranking)).toEqual(['b', 'a']);
  expect(ranking.models.map((model) => model.score)).toEqual([0, 0]);
});

test('without correctness among the weights a model that passed nothing is not first', () => {
  const cells = [cell('a', 'P1', wrong), cell('b', 'P1', measured(ratios(9)))];
  expect(orderOf(rankingOf(cells, {}, weightless))).toEqual(['b', 'a']);
});

test.each([
  ['the study measures nothing', [], measured(ratios(1)), 'nothing_measured'],
  ['nothing was measured yet', ['precise'], {}, 'no_figures'],
  ['every figure is flagged', ['precise'], { measurements: { precise: flagged('memoising') } }, 'no_figures'],
] as const)('where %s, models are ranked by correctness alone', (_, presets, given, reason) => {
  const cells = [cell('a', 'P1', given), cell('b', 'P1', wrong)];
  const [context] = analyse(study(cells, { presets })).contexts;
  expect(context?.criteriaUsed).toEqual(['correctness']);
  expect(context?.criteriaDropped.map((dropped) => dropped.reason)).toEqual(Array(4).fill(reason));
  expect(context?.models.map(({ modelId, score }) => [modelId, score])).toEqual([
    ['a', 1],
    ['b', 0],
  ]);
});
