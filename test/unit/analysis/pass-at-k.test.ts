import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passAtK } from '../../../analysis/statistics/index.js';

/** Share of all k-subsets of n samples, of which the first c passed, that hold a pass. */
function byEnumeration(samples: number, passed: number, k: number): number {
  let subsets = 0;
  let solved = 0;
  for (let subset = 0; subset < 2 ** samples; subset += 1) {
    const members = Array.from({ length: samples }, (_, i) => i).filter((i) => (subset >> i) & 1);
    if (members.length !== k) continue;
    subsets += 1;
    if (members.some((i) => i < passed)) solved += 1;
  }
  return solved / subsets;
}

test('agrees with enumerating all subsets of up to nine samples', () => {
  for (let samples = 1; samples <= 9; samples += 1) {
    for (let passed = 0; passed <= samples; passed += 1) {
      for (let k = 1; k <= samples; k += 1) {
        expect(passAtK(samples, passed, k)).toBeCloseTo(byEnumeration(samples, passed, k), 12);
      }
    }
  }
});

// 1 - comb(n - c, k) / comb(n, k) in exact fractions of whole numbers, rounded once.
test.each([
  [10, 3, 5, 0.9166666666666666],
  [20, 1, 10, 0.5],
  [20, 5, 10, 0.9837461300309598],
  [100, 7, 10, 0.5332595856827856],
  [200, 1, 1, 0.005],
  [200, 3, 100, 0.8768844221105527],
  [50, 25, 3, 0.8826530612244898],
])('of %d samples with %d passed, pass@%d is %d', (samples, passed, k, exact) => {
  expect(passAtK(samples, passed, k)).toBeCloseTo(exact, 14);
});

test('pass@1 is the share of samples that passed', () => {
  expect(passAtK(8, 3, 1)).toBeCloseTo(3 / 8, 15);
});

test('no passed sample gives exactly 0', () => {
  expect(passAtK(10, 0, 10)).toBe(0);
});

test('too few failures to fill k give exactly 1', () => {
  expect(passAtK(10, 6, 5)).toBe(1);
});

test('stays in 0..1 where the binomial coefficients overflow', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(5000), fc.integer({ min: 1, max: 5000 }), (a, b, c) => {
      const samples = Math.max(a, b, c);
      const estimate = passAtK(samples, Math.min(a, b), c);
      expect(estimate).toBeGreaterThanOrEqual(0);
      expect(estimate).toBeLessThanOrEqual(1);
    }),
  );
});

test.each([
  [3, 4, 1],
  [3, 1, 4],
  [3, 1, 0],
  [3, -1, 1],
  [3, 1.5, 1],
])('samples %d, passed %d, k %d are refused', (samples, passed, k) => {
  expect(() => passAtK(samples, passed, k)).toThrow(RangeError);
});
