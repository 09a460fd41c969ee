import type { Panel } from './ranking/index.js';
import { percentileInterval, type Interval, type Resamples } from './statistics/index.js';
import { CONFIDENCE } from './uncertainty.js';

/** By cluster, the sum of a value over its problems, and the number of problems. */
export interface ClusterSums {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/** Problems whose value is NaN are left out. */
export function clusterSums(panel: Panel, valueOf: (problem: number) => number): ClusterSums {
  const sums = new Float64Array(panel.clusters);
  const counts = new Float64Array(panel.clusters);
  panel.clusterOf.forEach((cluster, problem) => {
    const value = valueOf(problem);
    if (Number.isNaN(value)) return;
    sums[cluster] = (sums[cluster] ?? 0) + value;
    counts[cluster] = (counts[cluster] ?? 0) + 1;
  });
  return { sums, counts };
}

/** Mean over problems; null without any. */
export function meanOf({ sums, counts }: ClusterSums): number | null {
  const count = counts.reduce((total, part) => total + part, 0);
  return count === 0 ? null : sums.reduce((total, part) => total + part, 0) / count;
}

/** Of the mean over problems, by resampled clusters. */
export function meanInterval({ sums, counts }: ClusterSums, resamples: Resamples): Interval | null {
  const { drawn, clusters } = resamples;
  const means = new Float64Array(resamples.count);
  for (let row = 0; row < means.length; row += 1) {
    let sum = 0;
    let count = 0;
    for (let cluster = 0; cluster < clusters; cluster += 1) {
      const times = drawn[row * clusters + cluster] ?? 0;
      sum += times * (sums[cluster] ?? 0);
      count += times * (counts[cluster] ?? 0);
    }
    means[row] = count === 0 ? NaN : sum / count;
  }
  return percentileInterval(means, CONFIDENCE);
}
