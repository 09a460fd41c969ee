import { expect, test } from 'vitest';
import { drawResamples, simultaneousRanks, timesDrawn } from '../../../analysis/statistics/index.js';
import { Random } from '../../../harness/measure/statistics/index.js';

const PROBLEMS = 60;
const RESAMPLES = 200;

/** Means of passed problems and their resampled means, by model. */
function study(chances: readonly number[], seed: string) {
  const random = Random.seeded(seed);
  const passed = chances.map((chance) =>
    Float64Array.from({ length: PROBLEMS }, () => Number(random.uniform() < chance)),
  );
  const drawn = drawResamples(PROBLEMS, RESAMPLES, seed);
  const times = Array.from({ length: PROBLEMS }, (_, problem) => timesDrawn(drawn, problem));
  const mean = (own: Float64Array, weight: (problem: number) => number) =>
    own.reduce((sum, pass, problem) => sum + pass * weight(problem), 0) / PROBLEMS;
  return {
    values: passed.map((own) => mean(own, () => 1)),
    resampled: passed.map((own) =>
      Float64Array.from({ length: RESAMPLES }, (_, row) =>
        mean(own, (problem) => times[problem]?.[row] ?? 0),
      ),
    ),
  };
}

test('models that are far apart have certain ranks', () => {
  const { values, resampled } = study([0.95, 0.5, 0.05], 'far');
  const ranks = simultaneousRanks(values, resampled, 0.95);
  expect([ranks.best, ranks.worst]).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
});

test('models that are one and the same may hold any rank', () => {
  const { values, resampled } = study([0.5], 'same');
  const twice = simultaneousRanks([...values, ...values], [...resampled, ...resampled], 0.95);
  expect([twice.best, twice.worst]).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

test('of one model there is one rank', () => {
  const { values, resampled } = study([0.5], 'one');
  expect(simultaneousRanks(values, resampled, 0.95)).toMatchObject({ best: [1], worst: [1] });
});

test('the ranks of all models hold together in about 95 of 100 studies, even where models are equally good', () => {
  // True ranks: a tie of three for 1 to 3, then two, then one.
  const chances = [0.7, 0.7, 0.7, 0.5, 0.5, 0.2];
  const possible = [1, 1, 1, 4, 4, 6].map((best, index) => ({ best, worst: [3, 3, 3, 5, 5, 6][index] ?? 0 }));
  const studies = 200;
  let held = 0;
  for (let i = 0; i < studies; i += 1) {
    const { values, resampled } = study(chances, `study ${i}`);
    const { best, worst } = simultaneousRanks(values, resampled, 0.95);
    if (possible.every((own, at) => (best[at] ?? 9) <= own.best && (worst[at] ?? 0) >= own.worst)) held += 1;
  }
  expect(held / studies).toBeGreaterThan(0.9);
});
