import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NORMALISATIONS, minMax, rankOrder, vector, zScore } from '../../../analysis/ranking/normalise.js';

const values = fc.array(fc.option(fc.double({ min: 1e-3, max: 1e3, noNaN: true })), { minLength: 1 });
const direction = fc.constantFrom('higher' as const, 'lower' as const);

describe.each(Object.values(NORMALISATIONS))('$id', (normalisation) => {
  test('gives finite numbers, 0..1 but for z-score, and null for null alone', () => {
    fc.assert(
      fc.property(values, direction, (given, better) => {
        normalisation.normalise(given, better).forEach((value, index) => {
          if (given[index] === null) expect(value).toBeNull();
          else
            expect(value).toSatisfy((x: number) =>
              normalisation.id === 'z-score' ? Number.isFinite(x) : x >= 0 && x <= 1,
            );
        });
      }),
    );
  });

  test('never puts a worse value higher', () => {
    fc.assert(
      fc.property(values, direction, (given, better) => {
        const normal = normalisation.normalise(given, better);
        const pairs = given.flatMap((value, i) =>
          value === null ? [] : [[value, normal[i] ?? NaN] as const],
        );
        for (const [x, nx] of pairs) {
          for (const [y, ny] of pairs) {
            if (better === 'higher' ? x > y : x < y) expect(nx).toBeGreaterThanOrEqual(ny);
          }
        }
      }),
    );
  });
});

test('min-max gives the best 1 and the worst 0', () => {
  expect(minMax.normalise([2, 4, 3], 'higher')).toEqual([0, 1, 0.5]);
});

test('min-max turns costs around', () => {
  expect(minMax.normalise([2, 4, 3], 'lower')).toEqual([1, 0, 0.5]);
});

test('min-max gives 1 to all of equal values, and null to none', () => {
  expect(minMax.normalise([5, null, 5], 'lower')).toEqual([1, null, 1]);
});

test('min-max takes values that differ by rounding for equal', () => {
  expect(minMax.normalise([0.1 + 0.2, 0.3], 'lower')).toEqual([1, 1]);
});

test('min-max of nothing but nulls is nulls', () => {
  expect(minMax.normalise([null, null], 'lower')).toEqual([null, null]);
});

// numpy: (x - x.mean()) / x.std(); scipy.stats.zscore gives the same.
test('z-score gives standard deviations above the mean, and turns costs around', () => {
  const found = zScore.normalise([2, 4, 9], 'higher');
  [-1.0190493307301363, -0.33968311024337877, 1.3587324409735149].forEach((value, index) => {
    expect(found[index]).toBeCloseTo(value, 12);
  });
  expect(zScore.normalise([2, 4, 9], 'lower')[2]).toBeCloseTo(-1.3587324409735149, 12);
});

test('z-score gives 0 to equal values, and to a model without a value what the worst has', () => {
  expect(zScore.normalise([3, 3], 'lower')).toEqual([0, 0]);
  expect(zScore.missing([1, -0.5])).toBe(-0.5);
});

test('rank gives equal values the mean of their ranks, in parts of the best', () => {
  expect(rankOrder.normalise([9, 1, 4, null, 4], 'higher')).toEqual([1, 0.25, 0.625, null, 0.625]);
  expect(rankOrder.normalise([9, 1, 4, null, 4], 'lower')).toEqual([0.25, 1, 0.625, null, 0.625]);
});

test('vector divides by the length, and takes costs from 1', () => {
  expect(vector.normalise([3, 4], 'higher')).toEqual([0.6, 0.8]);
  expect(vector.normalise([3, 4], 'lower')).toEqual([0.4, expect.closeTo(0.2, 12)]);
});

test('vector of nothing but zeros is zeros', () => {
  expect(vector.normalise([0, 0], 'higher')).toEqual([0, 0]);
});
