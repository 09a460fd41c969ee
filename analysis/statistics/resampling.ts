import { Random } from '../../harness/measure/statistics/index.js';

/** Bootstrap resamples of clusters: how often each was drawn. */
export interface Resamples {
  readonly count: number;
  readonly clusters: number;
  /** Row by row: one row a resample, in which the counts add up to `clusters`. */
  readonly drawn: Uint16Array;
}

/** Draws clusters with replacement, as many as there are, `count` times. Equal seeds give equal resamples. */
export function drawResamples(clusters: number, count: number, seed: string): Resamples {
  const random = Random.seeded(seed);
  const drawn = new Uint16Array(count * clusters);
  for (let start = 0; start < drawn.length; start += clusters) {
    for (let i = 0; i < clusters; i += 1) {
      const at = start + random.below(clusters);
      drawn[at] = (drawn[at] ?? 0) + 1;
    }
  }
  return { count, clusters, drawn };
}

/**
 * Percentile interval of bootstrapped values (B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap, 1993,
 * chapter 13): with B values and k = floor((B + 1) (1 - confidence) / 2), the k-th smallest and the k-th largest. NaN is a
 * resample without a figure; with more than one in twenty of them, or too few values, there is no interval.
 */
export function percentileInterval(
  values: Float64Array,
  confidence: number,
): { readonly low: number; readonly high: number } | null {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const beyond = Math.floor(((known.length + 1) * (1 - confidence)) / 2 + 1e-9);
  if (beyond < 1 || known.length < 0.95 * values.length) return null;
  return { low: known[beyond - 1] ?? NaN, high: known[known.length - beyond] ?? NaN };
}

/** The sample standard deviation of the values that are not NaN; null below two. */
export function bootstrapError(values: Float64Array): number | null {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count += 1;
    const step = value - mean;
    mean += step / count;
    squares += step * (value - mean);
  }
  return count < 2 ? null : Math.sqrt(squares / (count - 1));
}
