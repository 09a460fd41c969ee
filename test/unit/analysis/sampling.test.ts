import { expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import { HAND_MADE, SAMPLED, study } from './fixture.js';

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
