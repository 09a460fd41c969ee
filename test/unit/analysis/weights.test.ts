import { expect, test } from 'vitest';
import { UserError } from '../../../harness/errors.js';
import { CRITERIA, DEFAULT_WEIGHTS, checkWeights } from '../../../analysis/ranking/index.js';
import { analyse } from '../../../analysis/index.js';
import { HAND_MADE } from './fixture.js';

test('the defaults add up to 1', () => {
  expect(CRITERIA.reduce((sum, id) => sum + DEFAULT_WEIGHTS[id], 0)).toBeCloseTo(1, 12);
});

test.each([-0.1, Number.NaN, Number.POSITIVE_INFINITY])('a weight of %d is refused by name', (value) => {
  const weights = { ...DEFAULT_WEIGHTS, meanMemory: value };
  expect(() => checkWeights(weights)).toThrow(UserError);
  expect(() => checkWeights(weights)).toThrow(/meanMemory/);
});

test('weights of nothing but 0 are refused', () => {
  const weights = { correctness: 0, executionTime: 0, meanMemory: 0, maxMemory: 0, cpuEfficiency: 0 };
  expect(() => checkWeights(weights)).toThrow(UserError);
});

test('an analysis refuses weights that cannot be used', () => {
  const weights = { ...DEFAULT_WEIGHTS, correctness: -1 };
  expect(() => analyse({ ...HAND_MADE, weights })).toThrow(UserError);
});

test('only the proportions of weights matter', () => {
  const weights = { correctness: 5, executionTime: 2, meanMemory: 1, maxMemory: 1, cpuEfficiency: 1 };
  const scores = (given: typeof weights) =>
    analyse({ ...HAND_MADE, weights: given }).contexts.map(({ models }) => models.map(({ score }) => score));
  expect(scores(weights)).toEqual(scores(DEFAULT_WEIGHTS));
});
