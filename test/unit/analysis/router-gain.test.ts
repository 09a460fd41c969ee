import { expect, test } from 'vitest';
import { inFixedOrder } from '../../../analysis/cells.js';
import { foldsOf, routerGains, type RouterGain } from '../../../analysis/heterogeneity/index.js';
import { DEFAULT_METHOD, methodOf, rankContexts } from '../../../analysis/ranking/index.js';
import type { CellResult, StudyResults } from '../../../harness/study/results.js';
import { study } from './fixture.js';
import { synthetic } from './fixture-synthetic.js';

const languages = ['python', 'rust'] as const;

function gainsOf(results: StudyResults): RouterGain[] {
  const { models, weights, seed, presets } = results;
  const ids = models.map(({ id }) => id);
  const contexts = rankContexts(results, inFixedOrder(results.cells), ids, weights);
  return routerGains(contexts, {
    method: methodOf(DEFAULT_METHOD),
    weights,
    seed,
    resamples: 200,
    preset: presets[0] ?? null,
  });
}

function gainOf(
  cells: readonly CellResult[],
  route: RouterGain['route'],
  rule: RouterGain['rule'] = 'outcome',
) {
  const gain = gainsOf(study(cells, { presets: [] })).find((g) => g.route === route && g.rule === rule);
  if (gain === undefined) throw new Error('no gain');
  return gain;
}

test('where each of two models masters one language, a router by language solves all, on new tasks too', () => {
  const cells = synthetic({ models: 2, tasks: 20, languages }, ({ model, language }) =>
    Number((model === 0) === (language === 'python')),
  );
  for (const rule of ['outcome', 'method'] as const) {
    const { inSample, crossValidated } = gainOf(cells, 'language', rule);
    expect(inSample).toMatchObject({ single: 0.5, router: 1, gain: 0.5 });
    expect(crossValidated).toMatchObject({ router: 1, gain: 0.5, interval: { low: 0.5, high: 0.5 } });
  }
});

test('where each of three models masters one category, only a router by category gains', () => {
  const cells = synthetic({ models: 3, tasks: 30 }, ({ model, task }) => Number(task % 3 === model));
  expect(gainOf(cells, 'category').crossValidated?.router).toBe(1);
  expect(gainOf(cells, 'language').crossValidated?.gain).toBe(0);
});

test('between equal models a router gains in sample, and nothing on new tasks', () => {
  const gains = Array.from({ length: 40 }, (_, seed) => {
    const cells = synthetic({ models: 6, tasks: 30, languages, seed: `${seed}` }, () => 0.5);
    const { inSample, crossValidated } = gainOf(cells, 'category');
    return [inSample.gain, crossValidated?.gain ?? NaN] as const;
  });
  const mean = (at: 0 | 1) => gains.reduce((sum, gain) => sum + gain[at], 0) / gains.length;
  // A gain on new tasks has a standard deviation of 0.095 a study, so its mean one of 0.015.
  expect(mean(0)).toBeGreaterThan(0.1);
  expect(Math.abs(mean(1))).toBeLessThan(0.05);
});

test('no router exceeds the best model of every problem, and none by outcome falls below one model in sample', () => {
  for (const seed of ['a', 'b', 'c']) {
    const cells = synthetic({ models: 4, tasks: 25, languages, seed }, ({ model }) => 0.4 + 0.1 * model);
    for (const route of ['language', 'category'] as const) {
      const { inSample, crossValidated, bestPerProblem } = gainOf(cells, route);
      expect(inSample.router).toBeLessThanOrEqual(bestPerProblem);
      expect(crossValidated?.router).toBeLessThanOrEqual(bestPerProblem);
      expect(inSample.gain).toBeGreaterThanOrEqual(0);
    }
  }
});

test('in refine a router is judged by speed-up, and a slower program gains nothing', () => {
  const cells = synthetic(
    { models: 2, tasks: 12, languages, stages: ['refine'] },
    () => 1,
    ({ model, language }) => ((model === 0) === (language === 'python') ? 0.5 : 8),
  );
  const gain = gainsOf(study(cells)).find((g) => g.route === 'language' && g.rule === 'outcome');
  expect(gain?.outcome).toBe('log_speed_up');
  expect(gain?.crossValidated?.single).toBeCloseTo(Math.LN2 / 2, 12);
  expect(gain?.crossValidated?.router).toBeCloseTo(Math.LN2, 12);
});

test('fewer tasks than folds are not cross-validated', () => {
  expect(
    gainOf(
      synthetic({ models: 2, tasks: 4 }, () => 1),
      'language',
    ).crossValidated,
  ).toBeNull();
});

test('a task is in one fold with all its languages, and folds differ by one task at most', () => {
  const cells = synthetic({ models: 1, tasks: 23, languages }, () => 1);
  const folds = foldsOf({ cells }, 'seed');
  expect(folds.map(({ size }) => size).sort()).toEqual([4, 4, 5, 5, 5]);
  expect(new Set(folds.flatMap((fold) => [...fold])).size).toBe(23);
  expect(foldsOf({ cells: [...cells].reverse() }, 'seed')).toEqual(folds);
});
