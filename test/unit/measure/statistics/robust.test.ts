import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  mad,
  median,
  modifiedZScores,
  outliers,
  scaledMad,
} from '../../../../harness/measure/statistics/index.js';

// Iglewicz and Hoaglin (1993): the two large values hide from the ordinary z-score, as they inflate the deviation.
const PUBLISHED = [2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3];

const samples = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });

test('the published example has median 2.45 and MAD 0.15', () => {
  expect(median(PUBLISHED)).toBeCloseTo(2.45, 12);
  expect(mad(PUBLISHED)).toBeCloseTo(0.15, 12);
  expect(scaledMad(PUBLISHED)).toBeCloseTo(0.22239, 12);
});

test('the published example has these modified z-scores', () => {
  const scores = [-1.574, 0.674, -0.225, 0.225, -0.674, -1.574, -0.674, 0.674, 25.856, 26.306];
  modifiedZScores(PUBLISHED).forEach((score, index) => {
    expect(score).toBeCloseTo(scores[index] ?? NaN, 2);
  });
});

test('the published example has the last two as outliers', () => {
  expect(outliers(PUBLISHED)).toEqual([...Array<boolean>(8).fill(false), true, true]);
});

test('a lone value among equal ones is an outlier', () => {
  expect(outliers([10, 10, 10, 10, 10, 10, 10, 100])).toEqual([...Array<boolean>(7).fill(false), true]);
});

test('equal values have no outliers', () => {
  expect(outliers([3, 3, 3])).toEqual([false, false, false]);
});

test('every value has its mark, and at most half of them are outliers', () => {
  fc.assert(
    fc.property(samples, (values) => {
      const marks = outliers(values);
      expect(marks).toHaveLength(values.length);
      expect(marks.filter((mark) => mark).length).toBeLessThanOrEqual(values.length / 2);
    }),
  );
});

test('shifting and scaling by powers of two moves the median, scales the MAD and changes no mark', () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: -64, max: 64 }), (values, shift) => {
      const moved = values.map((value) => 4 * (value + shift));
      expect(median(moved)).toBe(4 * (median(values) + shift));
      expect(mad(moved)).toBe(4 * mad(values));
      expect(outliers(moved)).toEqual(outliers(values));
    }),
  );
});

test('the order of values changes nothing', () => {
  fc.assert(
    fc.property(samples, (values) => {
      expect(mad([...values].reverse())).toBe(mad(values));
    }),
  );
});

test.each([median, mad, scaledMad, modifiedZScores, outliers])(
  '%o refuses no values and no numbers',
  (of) => {
    expect(() => of([])).toThrow(RangeError);
    expect(() => of([1, Number.NaN])).toThrow(RangeError);
    expect(() => of([1, Number.NEGATIVE_INFINITY])).toThrow(RangeError);
  },
);
