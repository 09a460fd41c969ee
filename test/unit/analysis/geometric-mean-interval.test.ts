import { expect, test } from 'vitest';
import { geometricMeanInterval } from '../../../analysis/statistics/index.js';

const options = { confidence: 0.95, resamples: 2_000, seed: 's' };

test('of equal ratios it is that ratio', () => {
  expect(geometricMeanInterval([3, 3, 3], options)).toEqual({ low: 3, high: 3 });
});

test('of two ratios it reaches from one to the other: each is drawn twice in a quarter of the resamples', () => {
  expect(geometricMeanInterval([0.5, 2], options)).toEqual({
    low: expect.closeTo(0.5, 12) as number,
    high: expect.closeTo(2, 12) as number,
  });
});

test('of inverted ratios it is the inverted interval', () => {
  const ratios = [0.5, 0.7, 1.1, 0.9, 2, 0.6];
  const plain = geometricMeanInterval(ratios, options);
  const inverted = geometricMeanInterval(
    ratios.map((ratio) => 1 / ratio),
    options,
  );
  expect(inverted?.low).toBeCloseTo(1 / (plain?.high ?? NaN), 12);
  expect(inverted?.high).toBeCloseTo(1 / (plain?.low ?? NaN), 12);
});

test.each([[[]], [[2]]])('of %j there is none', (ratios) => {
  expect(geometricMeanInterval(ratios, options)).toBeNull();
});

test.each([0, -1, Infinity, NaN])('a ratio of %d is refused', (wrong) => {
  expect(() => geometricMeanInterval([1, wrong], options)).toThrow(RangeError);
});
