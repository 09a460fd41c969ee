import type { BootstrapInterval, BootstrapOptions } from '../../harness/measure/statistics/index.js';
import { geometricMean } from './geometric-mean.js';
import { bootstrapSum } from './mean-interval.js';

/**
 * Interval of a geometric mean over problems: the percentile bootstrap over one ratio a problem, so it says how far the
 * figure would move with other problems of the kind, not how noisy each ratio is. Null below two problems.
 * Throws `RangeError` for a ratio that is not positive and finite.
 */
export function geometricMeanInterval(
  ratios: readonly number[],
  options: BootstrapOptions,
): BootstrapInterval | null {
  const mean = geometricMean(ratios);
  // Logarithms are taken once, not in every resample: exp is monotone, so it keeps the bounds' places.
  const sums = bootstrapSum(ratios.map(Math.log), options);
  if (mean === null || sums === null) return null;
  // exp(log(3)) is not 3: equal ratios have that very ratio as both bounds.
  if (ratios.every((ratio) => ratio === mean)) return { low: mean, high: mean };
  return { low: Math.exp(sums.low / ratios.length), high: Math.exp(sums.high / ratios.length) };
}
