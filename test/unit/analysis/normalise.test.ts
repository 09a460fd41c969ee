import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NORMALISATIONS, minMax } from '../../../analysis/ranking/normalise.js';

const values = fc.array(fc.option(fc.double({ min: 1e-3, max: 1e3, noNaN: true })), { minLength: 1 });
const direction = fc.constantFrom('higher' as const, 'lower' as const);

describe.each(Object.values(NORMALISATIONS))('$id', (normalisation) => {
  test('gives 0..1, and null for null alone', () => {
    fc.assert(
      fc.property(values, direction, (given, better) => {
        normalisation.normalise(given, better).forEach((value, index) => {
          if (given[index] === null) expect(value).toBeNull();
          else expect(value).toSatisfy((x: number) => x >= 0 && x <= 1);
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
