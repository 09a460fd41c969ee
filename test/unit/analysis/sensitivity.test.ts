import { expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import { study } from './fixture.js';
import { synthetic } from './fixture-synthetic.js';

test('a model that is best in everything is first under all weights', () => {
  const cells = synthetic(
    { models: 3, tasks: 10 },
    ({ model, task }) => Number(model === 0 || task > model),
    ({ model }) => 1 + model,
  );
  const [row] = analyse(study(cells)).sensitivity;
  expect(row?.models.map(({ firstShare }) => firstShare)).toEqual([1, 0, 0]);
});

test('of a model better in correctness and one better in time alone, the first leads where correctness weighs more', () => {
  const cells = synthetic(
    { models: 2, tasks: 10 },
    ({ model, task }) => Number(model === 0 || task > 0),
    ({ model }) => 2 - model,
  );
  const [row] = analyse(study(cells)).sensitivity;
  // Memory and CPU efficiency are equal; of two of five even shares either is the larger in half of the draws.
  expect(row?.models.map(({ firstShare }) => firstShare)).toEqual([
    expect.closeTo(0.5, 1) as number,
    expect.closeTo(0.5, 1) as number,
  ]);
  expect(row?.tau?.mean).toBeCloseTo(2 * (row?.models[0]?.firstShare ?? NaN) - 1, 12);
});

test('where correctness alone is left, weights change nothing and nothing is drawn', () => {
  const cells = synthetic({ models: 2, tasks: 10 }, ({ model, task }) => Number(model === 0 || task > 0));
  const [row] = analyse(study(cells, { presets: [] })).sensitivity;
  expect(row).toMatchObject({ draws: 0, tau: null });
  expect(row?.models[0]?.firstShare).toBeNull();
});

test('a method without weights has no sensitivity to them', () => {
  const cells = synthetic({ models: 2, tasks: 10 }, () => 1);
  expect(analyse(study(cells), { method: 'product-sum' }).sensitivity).toEqual([]);
});
