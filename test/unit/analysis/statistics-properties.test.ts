import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  drawResamples,
  timesDrawn,
  evenShares,
  holm,
  kendallTauB,
  midranks,
  percentileInterval,
  signedRankTest,
  signTest,
  tieGroups,
} from '../../../analysis/statistics/index.js';
import { Random } from '../../../harness/measure/statistics/index.js';

const count = fc.integer({ min: 0, max: 400 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const tenths = fc.array(
  fc.integer({ min: -40, max: 40 }).map((tenth) => tenth / 10),
  { maxLength: 80 },
);

test('a sign test does not care which side is named first', () => {
  fc.assert(
    fc.property(count, count, (wins, losses) => {
      expect(signTest(wins, losses).p).toBe(signTest(losses, wins).p);
    }),
  );
});

test('a greater majority has a smaller p value', () => {
  fc.assert(
    fc.property(count, count, (losses, more) => {
      const wins = losses + more;
      expect(signTest(wins + 1, losses).p).toBeLessThanOrEqual(signTest(wins, losses).p);
    }),
  );
});

test('six to none is the least that a sign test calls different at 5 %', () => {
  expect(signTest(5, 0).p).toBe(0.0625);
  expect(signTest(6, 0).p).toBe(0.03125);
});

test.each([
  [-1, 0],
  [1.5, 2],
  [NaN, 1],
])('a sign test of %d and %d is refused', (wins, losses) => {
  expect(() => signTest(wins, losses)).toThrow(RangeError);
});

test('turned differences have the same p value and the opposite effect', () => {
  fc.assert(
    fc.property(tenths, (differences) => {
      const there = signedRankTest(differences);
      const back = signedRankTest(differences.map((value) => -value));
      expect(back?.p).toBe(there?.p);
      expect((back?.rankBiserial ?? 0) + (there?.rankBiserial ?? 0)).toBeCloseTo(0, 12);
    }),
  );
});

test('a signed-rank test counts every difference once, and keeps p and effect in their bounds', () => {
  fc.assert(
    fc.property(tenths, (differences) => {
      const found = signedRankTest(differences);
      if (found === null) return;
      expect(found.n + found.zeros).toBe(differences.length);
      expect(found.positive + found.negative).toBe((found.n * (found.n + 1)) / 2);
      expect(found.p).toSatisfy((p: number) => p > 0 && p <= 1);
      expect(Math.abs(found.rankBiserial)).toBeLessThanOrEqual(1);
    }),
  );
});

test.each([[[]], [[0, 0, 0]]])('a signed-rank test of %j says nothing', (differences) => {
  expect(signedRankTest(differences)).toBeNull();
});

test('a signed-rank test of a difference that is not finite is refused', () => {
  expect(() => signedRankTest([1, NaN])).toThrow(RangeError);
});

test('midranks add up to those without ties, and the tied share one', () => {
  expect(midranks([3, 1, 3, 2]).ranks).toEqual([3.5, 1, 3.5, 2]);
  fc.assert(
    fc.property(tenths, (values) => {
      const sum = midranks(values).ranks.reduce((total, rank) => total + rank, 0);
      expect(sum).toBe((values.length * (values.length + 1)) / 2);
    }),
  );
});

test('Holm never lowers a p value, keeps their order, and leaves nulls out of the family', () => {
  fc.assert(
    fc.property(fc.array(fc.option(share), { maxLength: 30 }), (given) => {
      const adjusted = holm(given);
      const known = given.flatMap((p, index) => (p === null ? [] : [[p, adjusted[index] ?? NaN] as const]));
      known.sort(([a], [b]) => a - b);
      known.forEach(([p, own], index) => {
        expect(own).toBeGreaterThanOrEqual(p);
        expect(own).toBeLessThanOrEqual(1);
        expect(own).toBeGreaterThanOrEqual(known[index - 1]?.[1] ?? 0);
      });
      const without = holm(given.filter((p) => p !== null));
      expect(adjusted.filter((p) => p !== null)).toEqual(without);
    }),
  );
});

test('tau-b is 1 with itself, -1 with its opposite, and null where all is tied', () => {
  fc.assert(
    fc.property(tenths, (values) => {
      const own = kendallTauB(values, values);
      expect(own).toBe(new Set(values).size < 2 ? null : 1);
      const opposite = kendallTauB(
        values,
        values.map((value) => -value),
      );
      expect(opposite).toBe(own === null ? null : -1);
    }),
  );
});

test('even shares add up to 1, are never negative, and have equal means', () => {
  const random = Random.seeded('shares');
  const draws = Array.from({ length: 20_000 }, () => evenShares(5, random));
  for (const shares of draws.slice(0, 100)) {
    expect(shares.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 12);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
  }
  // The standard deviation of a share is 0.163, that of its mean over the draws 0.0012; of the square's mean, 1/15, 0.0006.
  const [first] = [draws.map((shares) => shares[0] ?? NaN)];
  expect(first.reduce((sum, part) => sum + part, 0) / first.length).toBeCloseTo(0.2, 2);
  expect(first.reduce((sum, part) => sum + part * part, 0) / first.length).toBeCloseTo(1 / 15, 2);
});

test('every resample draws as many clusters as there are, and equal seeds draw the same', () => {
  const resamples = drawResamples(7, 50, 'seed');
  for (let row = 0; row < 50; row += 1) {
    const counts = Array.from({ length: 7 }, (_, cluster) => timesDrawn(resamples, cluster)[row] ?? 0);
    expect(counts.reduce((sum, drawn) => sum + drawn, 0)).toBe(7);
  }
  expect(drawResamples(7, 50, 'seed')).toEqual(resamples);
  expect(drawResamples(7, 50, 'other')).not.toEqual(resamples);
});

test('the percentile interval of 1,000 values runs from the 25th to the 976th', () => {
  const values = Float64Array.from({ length: 1000 }, (_, index) => 1000 - index);
  expect(percentileInterval(values, 0.95)).toEqual({ low: 25, high: 976 });
});

test('there is no percentile interval where more than one resample in twenty has no figure', () => {
  const values = Float64Array.from({ length: 1000 }, (_, index) => (index < 51 ? NaN : index));
  expect(percentileInterval(values, 0.95)).toBeNull();
});

test('two items share a group exactly where they do not differ, and no group lies within another', () => {
  const size = 7;
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: size * size, maxLength: size * size }), (matrix) => {
      const differ = (a: number, b: number) => matrix[Math.min(a, b) * size + Math.max(a, b)] ?? false;
      const groups = tieGroups(size, differ);
      for (let a = 0; a < size; a += 1) {
        for (let b = a + 1; b < size; b += 1) {
          expect(groups.some((group) => group.includes(a) && group.includes(b))).toBe(!differ(a, b));
        }
        expect(groups.some((group) => group.includes(a))).toBe(true);
      }
      const within = groups.some((group) =>
        groups.some((other) => other !== group && group.every((item) => other.includes(item))),
      );
      expect(within).toBe(false);
    }),
  );
});
