import fc from 'fast-check';
import { mean } from 'simple-statistics';
import { expect, test } from 'vitest';
import { geometricMean, geometricMeanInterval } from '../../../../analysis/statistics/index.js';
import { bootstrapInterval, median, Random } from '../../../../harness/measure/statistics/index.js';

const RATIOS = [
  0.81, 1.34, 0.97, 1.02, 0.66, 1.91, 1.12, 0.88, 1.45, 0.73, 1.08, 0.94, 1.27, 0.59, 2.4, 1.01, 0.9, 1.16,
  0.79, 1.05,
];

const averageOf = (values: readonly number[]) => mean([...values]);
const options = { confidence: 0.95, resamples: 10_000, seed: 'seed' };

/**
 * scipy 1.17.1 (Python 3.11.7, numpy 2.4.6), the mean over the seeds 0..19 of
 * `scipy.stats.bootstrap((x,), statistic, confidence_level, n_resamples=100000, method='percentile', rng=default_rng(seed))`,
 * and four times the standard deviation of each bound with 10,000 resamples, measured on the same.
 */
const SCIPY = [
  ['mean', averageOf, 0.95, 0.9392, 1.3025, 0.0072, 0.0134],
  ['mean', averageOf, 0.9, 0.96147, 1.26685, 0.0066, 0.0099],
  ['median', median, 0.95, 0.89, 1.14, 1e-9, 1e-9],
  ['median', median, 0.9, 0.9, 1.12, 1e-9, 1e-9],
  ['geometric mean', geometric, 0.95, 0.90702, 1.20928, 0.0069, 0.0115],
  ['geometric mean', geometric, 0.9, 0.92618, 1.1791, 0.0055, 0.0087],
] as const;

test.each(SCIPY)(
  'the %s agrees with scipy (%o at %d)',
  (_, statistic, confidence, low, high, offLow, offHigh) => {
    const interval = bootstrapInterval(RATIOS, statistic, { ...options, confidence });
    expect(Math.abs((interval?.low ?? NaN) - low)).toBeLessThan(offLow);
    expect(Math.abs((interval?.high ?? NaN) - high)).toBeLessThan(offHigh);
  },
);

test('the interval of a geometric mean is the bootstrap of the geometric mean', () => {
  expect(geometricMeanInterval(RATIOS, options)).toEqual(bootstrapInterval(RATIOS, geometric, options));
});

test('of reciprocals the interval of a geometric mean is the reciprocal', () => {
  const there = geometricMeanInterval(RATIOS, options);
  const back = geometricMeanInterval(
    RATIOS.map((ratio) => 1 / ratio),
    options,
  );
  expect((there?.low ?? NaN) * (back?.high ?? NaN)).toBeCloseTo(1, 12);
  expect((there?.high ?? NaN) * (back?.low ?? NaN)).toBeCloseTo(1, 12);
});

test('a ratio of 0 has no geometric mean', () => {
  expect(() => geometricMeanInterval([1, 0, 2], options)).toThrow(RangeError);
});

test('equal seeds give equal intervals, other seeds others', () => {
  const of = (seed: string) => bootstrapInterval(RATIOS, averageOf, { ...options, resamples: 999, seed });
  expect(of('a')).toEqual(of('a'));
  expect(of('a')).not.toEqual(of('b'));
});

test('its bounds are the k-th smallest and the k-th largest, k = (B + 1) (1 - confidence) / 2', () => {
  const values: number[] = [];
  const interval = bootstrapInterval(
    RATIOS,
    (resample) => {
      values.push(averageOf(resample));
      return values.at(-1) ?? NaN;
    },
    { ...options, resamples: 199 },
  );
  const sorted = values.sort((a, b) => a - b);
  expect(interval).toEqual({ low: sorted[4], high: sorted[194] });
});

test('items may be anything: whole problems are drawn, with all that belongs to them', () => {
  const problems = [...Array(10).keys()].map((n) => ({ weight: n + 1, value: 5 }));
  const weighted = (drawn: readonly { weight: number; value: number }[]) =>
    drawn.reduce((sum, { weight, value }) => sum + weight * value, 0) /
    drawn.reduce((sum, { weight }) => sum + weight, 0);
  expect(bootstrapInterval(problems, weighted, options)).toEqual({ low: 5, high: 5 });
});

test.each([0, 1])('%d items have no interval', (count) => {
  expect(bootstrapInterval(Array<number>(count).fill(1), averageOf, options)).toBeNull();
});

test('its bounds lie within the values, and in order', () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(values, (sample) => {
      const { low, high } = bootstrapInterval(sample, median, { ...options, resamples: 99 }) ?? {
        low: NaN,
        high: NaN,
      };
      expect(low).toBeGreaterThanOrEqual(Math.min(...sample));
      expect(high).toBeLessThanOrEqual(Math.max(...sample));
      expect(low).toBeLessThanOrEqual(high);
    }),
  );
});

test('of 50 values it holds the true mean nearly as often as it says', () => {
  const random = Random.seeded('coverage of the bootstrap');
  const draws = 600;
  let held = 0;
  for (let i = 0; i < draws; i += 1) {
    const sample = Array.from({ length: 50 }, () => random.uniform());
    const { low, high } = bootstrapInterval(sample, averageOf, {
      confidence: 0.95,
      resamples: 399,
      seed: `draw ${i}`,
    }) ?? { low: NaN, high: NaN };
    if (low <= 0.5 && 0.5 <= high) held += 1;
  }
  // Four standard errors of a share of 95 % in 600 are 3.6 points; the bootstrap itself is a little too narrow.
  expect(held / draws).toBeGreaterThan(0.91);
  expect(held / draws).toBeLessThan(0.985);
});

test('too few resamples for the confidence are refused', () => {
  expect(() => bootstrapInterval(RATIOS, averageOf, { ...options, resamples: 38 })).toThrow(RangeError);
  expect(bootstrapInterval(RATIOS, averageOf, { ...options, resamples: 39 })).not.toBeNull();
  expect(() => bootstrapInterval(RATIOS, averageOf, { ...options, resamples: 999.5 })).toThrow(RangeError);
});

test.each([0, 1, 95, Number.NaN])('a confidence of %d is refused', (confidence) => {
  expect(() => bootstrapInterval(RATIOS, averageOf, { ...options, confidence })).toThrow(RangeError);
});

test('a statistic that is no number is refused', () => {
  expect(() => bootstrapInterval(RATIOS, () => NaN, options)).toThrow(RangeError);
});

function geometric(values: readonly number[]): number {
  return geometricMean(values) ?? NaN;
}
