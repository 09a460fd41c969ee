import { expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import { cell, HAND_MADE, SAMPLED, study } from './fixture.js';

const rows = analyse(SAMPLED).passAtK;
const row = (modelId: string, k: number) => rows.find((r) => r.modelId === modelId && r.k === k);

test('k is 1 and the planned number of samples', () => {
  expect(rows.map(({ modelId, k }) => [modelId, k])).toEqual([
    ['alpha', 1],
    ['alpha', 2],
    ['beta', 1],
    ['beta', 2],
  ]);
});

test('pass@1 is the pass rate of the ranking', () => {
  expect(row('alpha', 1)?.value).toBe((1 + 1 / 2 + 1) / 3);
  expect(row('beta', 1)?.value).toBe((1 / 2 + 0 + 0) / 3);
});

test('pass@2 leaves out S3, of which only one sample is common', () => {
  expect(row('alpha', 2)).toMatchObject({ value: 1, problems: 2, plannedProblems: 3 });
  expect(row('beta', 2)).toMatchObject({ value: 0.5, problems: 2, plannedProblems: 3 });
});

test('a model that was not compared has a row without a value', () => {
  const cells = SAMPLED.cells.map((c) =>
    c.modelId === 'beta' ? { ...c, answerState: null, verdict: null } : c,
  );
  const found = analyse(study(cells)).passAtK.find((r) => r.modelId === 'beta' && r.k === 2);
  expect(found).toMatchObject({ value: null, problems: 0, plannedProblems: 3 });
});

test('a study with one sample a problem has no pass@k', () => {
  expect(analyse(HAND_MADE).passAtK).toEqual([]);
});

/** `samples` of each problem, of which the first so many as `passed` says passed. */
function sampled(samples: number, passed: readonly number[]) {
  const cells = passed.flatMap((count, problem) =>
    Array.from({ length: samples }, (_, index) =>
      cell('alpha', `P${problem}`, { sample: index + 1, verdict: index < count ? 'passed' : 'wrong_answer' }),
    ),
  );
  return analyse(study(cells)).passAtK;
}

test('k goes over the usual ones up to the samples that there are, and to these', () => {
  expect(sampled(20, [3, 0]).map(({ k }) => k)).toEqual([1, 5, 10, 20]);
  expect(sampled(10, [3, 0]).map(({ k }) => k)).toEqual([1, 5, 10]);
  expect(sampled(3, [3, 0]).map(({ k }) => k)).toEqual([1, 3]);
});

test('its interval holds the estimate and is the same each time', () => {
  const [, five] = sampled(10, [3, 0, 1, 10, 5]);
  expect(five?.interval?.low).toBeLessThan(five?.value ?? 0);
  expect(five?.interval?.high).toBeGreaterThan(five?.value ?? 1);
  expect(sampled(10, [3, 0, 1, 10, 5])[1]).toEqual(five);
});

test('there is no interval where all problems have the same estimate, nor of a single problem', () => {
  expect(sampled(10, [0, 0, 0]).map(({ interval }) => interval)).toEqual([null, null, null]);
  expect(sampled(10, [3])[1]?.interval).toBeNull();
});
