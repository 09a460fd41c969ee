import fc from 'fast-check';
import { expect, test } from 'vitest';
import { geometricMean } from '../../../analysis/statistics/index.js';

const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

test('of 1, 3 and 9 is 3', () => {
  expect(geometricMean([1, 3, 9])).toBeCloseTo(3, 12);
});

test('of no values is null', () => {
  expect(geometricMean([])).toBeNull();
});

test('of equal values is exactly that value', () => {
  expect(geometricMean([3, 3, 3])).toBe(3);
});

test('does not overflow', () => {
  expect((geometricMean(Array<number>(500).fill(1e300).concat(2e300)) ?? NaN) / 1e300).toBeCloseTo(1, 2);
});

test('of reciprocals is the reciprocal', () => {
  fc.assert(
    fc.property(fc.array(positive, { minLength: 1 }), (values) => {
      const there = geometricMean(values) ?? NaN;
      const back = geometricMean(values.map((value) => 1 / value)) ?? NaN;
      expect(there * back).toBeCloseTo(1, 9);
    }),
  );
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('%d is refused', (value) => {
  expect(() => geometricMean([1, value])).toThrow(RangeError);
});
