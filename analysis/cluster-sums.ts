import type { Panel } from './ranking/index.js';
import { drawnSums, percentileInterval, type Interval, type Resamples } from './statistics/index.js';
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
export function meanInterval(sums: ClusterSums, resamples: Resamples): Interval | null {
  return percentileInterval(resampledMeans(sums, resamples), CONFIDENCE);
}

/** The mean over problems in each resample; NaN in one without any. */
export function resampledMeans({ sums, counts }: ClusterSums, resamples: Resamples): Float64Array {
  const clusters = Int32Array.from(sums.keys());
  // A resample has as many clusters as there are.
  const even = counts.every((count) => count === counts[0]);
  const problems = even ? null : drawnSums(resamples, clusters, counts);
  const all = (counts[0] ?? 0) * resamples.clusters;
  // 0 / 0 is NaN.
  return drawnSums(resamples, clusters, sums).map((sum, row) => sum / (problems?.[row] ?? all));
}
