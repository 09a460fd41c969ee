import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wilson95 } from '../../../analysis/statistics/index.js';

// The four examples of Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i has the published interval', (successes, trials, low, high) => {
  const interval = wilson95(successes, trials);
  expect(interval?.low.toFixed(4)).toBe(low.toFixed(4));
  expect(interval?.high.toFixed(4)).toBe(high.toFixed(4));
});

test('the bounds are exactly 0 and 1 where nothing or everything passed', () => {
  expect(wilson95(0, 7)?.low).toBe(0);
  expect(wilson95(7, 7)?.high).toBe(1);
});

test('there is no interval without trials', () => {
  expect(wilson95(0, 0)).toBeNull();
});

const proportion = fc
  .integer({ min: 1, max: 5000 })
  .chain((trials) => fc.tuple(fc.double({ min: 0, max: trials, noNaN: true }), fc.constant(trials)));

test('the interval lies in 0..1 and holds the proportion', () => {
  fc.assert(
    fc.property(proportion, ([successes, trials]) => {
      const { low, high } = wilson95(successes, trials) ?? { low: NaN, high: NaN };
      const rate = successes / trials;
      expect(low).toBeGreaterThanOrEqual(-1e-12);
      expect(low).toBeLessThanOrEqual(rate + 1e-12);
      expect(high).toBeGreaterThanOrEqual(rate - 1e-12);
      expect(high).toBeLessThanOrEqual(1 + 1e-12);
    }),
  );
});

test('failures have the mirrored interval of successes', () => {
  fc.assert(
    fc.property(proportion, ([successes, trials]) => {
      const there = wilson95(successes, trials);
      const mirrored = wilson95(trials - successes, trials);
      expect(there?.low).toBeCloseTo(1 - (mirrored?.high ?? NaN), 10);
    }),
  );
});

test.each([
  [5, 4],
  [-1, 4],
  [Number.NaN, 4],
  [1, 2.5],
])('%d of %d is refused', (successes, trials) => {
  expect(() => wilson95(successes, trials)).toThrow(RangeError);
});
