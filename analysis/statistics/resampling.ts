import { Random } from '../../harness/measure/statistics/index.js';

/** Bootstrap resamples of clusters: how often each was drawn. */
export interface Resamples {
  readonly count: number;
  readonly clusters: number;
  /** Cluster by cluster, how often it was drawn in each resample, in which the counts add up to `clusters`. */
  readonly drawn: Uint16Array;
}

/** Draws clusters with replacement, as many as there are, `count` times. Equal seeds give equal resamples. */
export function drawResamples(clusters: number, count: number, seed: string): Resamples {
  const random = Random.seeded(seed);
  const drawn = new Uint16Array(count * clusters);
  const row = new Uint32Array(clusters);
  for (let resample = 0; resample < count && clusters > 0; resample += 1) {
    random.fillBelow(clusters, row);
    for (const cluster of row) {
      const at = cluster * count + resample;
      drawn[at] = (drawn[at] ?? 0) + 1;
    }
  }
  return { count, clusters, drawn };
}

/** How often a cluster was drawn in each resample. */
export function timesDrawn({ drawn, count }: Resamples, cluster: number): Uint16Array {
  return drawn.subarray(cluster * count, (cluster + 1) * count);
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
  let known = 0;
  for (const value of values) if (!Number.isNaN(value)) known += 1;
  const beyond = Math.floor(((known + 1) * (1 - confidence)) / 2 + 1e-9);
  if (beyond < 1 || known < 0.95 * values.length) return null;
  return { low: smallest(values, beyond, 1), high: -smallest(values, beyond, -1) };
}

/** The k-th smallest of sign x value, NaN left out. Sorting all of them takes ten times as long for a small k. */
function smallest(values: Float64Array, k: number, sign: 1 | -1): number {
  const least = new Float64Array(k).fill(Infinity);
  for (const value of values) {
    const own = sign * value;
    // Not so for NaN.
    if (!(own < (least[k - 1] as number))) continue;
    let at = k - 1;
    for (; at > 0 && (least[at - 1] as number) > own; at -= 1) least[at] = least[at - 1] as number;
    least[at] = own;
  }
  return least[k - 1] as number;
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
