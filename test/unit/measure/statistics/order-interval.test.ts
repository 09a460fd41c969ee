import fc from 'fast-check';
import { expect, test } from 'vitest';
import { medianInterval, Random } from '../../../../harness/measure/statistics/index.js';
import { medianRanks } from '../../../../harness/measure/statistics/order-interval.js';

// K. R. Nair, Sankhya 4 (1940), 551-558, as cited by Dixon and Massey (1969): n, then rank and confidence in per cent,
// of the narrowest interval above 95 % and of that above 99 %.
const NAIR: readonly (readonly [number, number, number, number, number])[] = [
  [8, 1, 99.2, 1, 99.2],
  [9, 2, 96.1, 1, 99.6],
  [10, 2, 97.9, 1, 99.8],
  [11, 2, 98.8, 1, 99.9],
  [12, 3, 96.1, 2, 99.4],
  [15, 4, 96.5, 3, 99.3],
  [16, 4, 97.9, 3, 99.6],
  [17, 5, 95.1, 3, 99.8],
  [20, 6, 95.9, 4, 99.7],
  [25, 8, 95.7, 6, 99.6],
  [32, 10, 98, 9, 99.3],
  [39, 13, 97.6, 12, 99.1],
  [44, 16, 95.1, 14, 99],
  [50, 18, 96.7, 16, 99.3],
  [61, 23, 96, 21, 99],
  [65, 25, 95.4, 22, 99.4],
];

test.each(NAIR)('%d values have the ranks of the published table', (n, at95, level95, at99, level99) => {
  const wide = medianRanks(n, 0.99);
  const narrow = medianRanks(n, 0.95);
  expect([narrow?.rank, wide?.rank]).toEqual([at95, at99]);
  expect((narrow?.confidence ?? 0) * 100).toBeCloseTo(level95, 1);
  expect((wide?.confidence ?? 0) * 100).toBeCloseTo(level99, 1);
});

test('of 10 values at 95 % it is the second to the ninth, in whatever order they come', () => {
  const values = [7, 3, 9, 1, 5, 10, 2, 8, 4, 6];
  expect(medianInterval(values, 0.95)).toEqual({ low: 2, high: 9, confidence: 1 - 22 / 1024 });
});

test('8 values reach 99.2 %, and not 99.5 %', () => {
  const values = [1, 2, 3, 4, 5, 6, 7, 8];
  expect(medianInterval(values, 0.992)).toEqual({ low: 1, high: 8, confidence: 1 - 2 / 256 });
  expect(medianInterval(values, 0.995)).toBeNull();
});

test('a confidence that is reached exactly is reached', () => {
  expect(medianRanks(8, 1 - 2 / 256)?.rank).toBe(1);
});

test.each([0, 1])('%d values have no interval', (count) => {
  expect(medianInterval(Array<number>(count).fill(1), 0.5)).toBeNull();
});

test('the confidence is the share of all ways to lie about the median that leave it inside', () => {
  for (let count = 2; count <= 14; count += 1) {
    for (const confidence of [0.5, 0.75, 0.95, 0.99]) {
      expect(medianRanks(count, confidence)).toEqual(byEnumeration(count, confidence));
    }
  }
});

test('of 10,000 values it is that of the normal approximation', () => {
  const { rank, confidence } = medianRanks(10_000, 0.95) ?? { rank: 0, confidence: 0 };
  expect(rank).toBe(Math.floor(10_000 / 2 + 0.5 - 1.959964 * Math.sqrt(10_000 / 4)));
  expect(confidence).toBeGreaterThanOrEqual(0.95);
});

test('more confidence is never narrower, and the sample median is always inside', () => {
  const sample = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(sample, (values) => {
      const sorted = [...values].sort((a, b) => a - b);
      const narrow = medianInterval(values, 0.9);
      const wide = medianInterval(values, 0.99);
      if (narrow === null) return;
      expect(narrow.low).toBeLessThanOrEqual(sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN);
      expect(narrow.high).toBeGreaterThanOrEqual(sorted[Math.ceil((sorted.length - 1) / 2)] ?? NaN);
      if (wide === null) return;
      expect(wide.low).toBeLessThanOrEqual(narrow.low);
      expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
    }),
  );
});

test('it holds the true median as often as it says, of a skewed distribution too', () => {
  const random = Random.seeded('coverage of the median');
  const draws = 4_000;
  let held = 0;
  for (let i = 0; i < draws; i += 1) {
    const values = Array.from({ length: 12 }, () => -Math.log(1 - random.uniform()));
    const { low, high } = medianInterval(values, 0.95) ?? { low: NaN, high: NaN };
    if (low <= Math.LN2 && Math.LN2 <= high) held += 1;
  }
  // The confidence that 12 values achieve is 96.14 %; four standard errors are 1.2 points.
  expect(Math.abs(held / draws - 0.9614)).toBeLessThan(0.0122);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d is refused', (value) => {
  expect(() => medianInterval([1, 2, value], 0.5)).toThrow(RangeError);
});

test.each([0, 1, -1, 95, Number.NaN])('a confidence of %d is refused', (confidence) => {
  expect(() => medianInterval([1, 2, 3], confidence)).toThrow(RangeError);
});

/** Counts in all 2^n ways for n values to lie below or above the median, each equally likely. */
function byEnumeration(count: number, confidence: number): { rank: number; confidence: number } | null {
  let best: { rank: number; confidence: number } | null = null;
  for (let rank = 1; rank <= (count + 1) / 2; rank += 1) {
    let inside = 0;
    for (let way = 0; way < 2 ** count; way += 1) {
      const below = way.toString(2).replaceAll('0', '').length;
      if (below >= rank && below <= count - rank) inside += 1;
    }
    if (inside / 2 ** count >= confidence) best = { rank, confidence: inside / 2 ** count };
  }
  return best;
}
