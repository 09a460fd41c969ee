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
  for (let problem = 0; problem < panel.clusterOf.length; problem += 1) {
    const cluster = panel.clusterOf[problem] as number;
    const value = valueOf(problem);
    if (Number.isNaN(value)) continue;
    sums[cluster] = (sums[cluster] as number) + value;
    counts[cluster] = (counts[cluster] as number) + 1;
  }
  return { sums, counts };
}

/** Mean over problems; null without any. */
export function meanOf({ sums, counts }: ClusterSums): number | null {
  const count = counts.reduce((total, part) => total + part, 0);
  return count === 0 ? null : sums.reduce((total, part) => total + part, 0) / count;
}

/** Gives the interval of each mean over problems, by resampled clusters; all of them are drawn at once. */
export function meanIntervals(
  all: readonly ClusterSums[],
  resamples: Resamples,
): (sums: ClusterSums) => Interval | null {
  const means = resampledMeans(all, resamples);
  const intervals = new Map(
    all.map((own, index) => [own, percentileInterval(means[index] ?? NONE, CONFIDENCE)]),
  );
  return (sums) => intervals.get(sums) ?? null;
}

const NONE = new Float64Array();

/** Of each of these the mean over problems in each resample; NaN in one without any. */
export function resampledMeans(all: readonly ClusterSums[], resamples: Resamples): Float64Array[] {
  const clusters = Int32Array.from({ length: resamples.clusters }, (_, cluster) => cluster);
  const sums = drawnSums(
    resamples,
    clusters,
    all.map((own) => own.sums),
  );
  const uneven = all.filter((own) => !isEven(own));
  const drawn = drawnSums(
    resamples,
    clusters,
    uneven.map(({ counts }) => counts),
  );
  const problems = new Map(uneven.map((own, index) => [own, drawn[index]]));
  return all.map((own, index) => {
    const totals = problems.get(own);
    // A resample has as many clusters as there are.
    const total = (own.counts[0] ?? 0) * resamples.clusters;
    const means = sums[index] as Float64Array;
    // 0 / 0 is NaN.
    for (let row = 0; row < means.length; row += 1)
      means[row] = (means[row] as number) / (totals === undefined ? total : (totals[row] as number));
    return means;
  });
}

function isEven({ counts }: ClusterSums): boolean {
  return counts.every((count) => count === counts[0]);
}
