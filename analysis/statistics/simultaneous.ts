import { bootstrapError } from './resampling.js';

/** Places of items of which each is compared with all others at once. */
export interface SimultaneousRanks {
  /** From 1: one more than the items that are surely better, and the number of those that are not surely worse. */
  readonly best: readonly number[];
  readonly worst: readonly number[];
  /** Whether two items differ for sure. */
  readonly differ: (a: number, b: number) => boolean;
}

/** A spread below this, relative to the values, is floating-point error. */
const NO_SPREAD = 1e-12;

/**
 * Confidence sets of ranks that hold for all items together (M. Mogstad, J. P. Romano, A. M. Shaikh and D. Wilhelm,
 * Inference for Ranks with Applications to Mobility across Neighbourhoods and Academic Achievement across Countries, Review
 * of Economic Studies 91, 2024, 476-518): every pair is compared by its studentised difference, and the critical value is
 * the quantile of the largest of them over the resamples. Higher values are better.
 *
 * A percentile interval of the resampled ranks is no substitute: it is too short where true values lie close together.
 *
 * `values` are the items' figures, `resampled` the same in each resample, item by item (NaN: none). Two items without
 * any spread between them differ where their values do. `mayDiffer` says of which pairs there is evidence enough at all.
 */
export function simultaneousRanks(
  values: readonly number[],
  resampled: readonly Float64Array[],
  confidence: number,
  mayDiffer: (a: number, b: number) => boolean = () => true,
): SimultaneousRanks {
  const count = values.length;
  const resamples = resampled[0]?.length ?? 0;
  const largest = new Float64Array(resamples);
  const errors = new Float64Array(count * count);
  const differences = new Float64Array(resamples);
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      const [one, two] = [resampled[a], resampled[b]];
      if (one === undefined || two === undefined) continue;
      for (let r = 0; r < resamples; r += 1) differences[r] = (one[r] as number) - (two[r] as number);
      const error = bootstrapError(differences) ?? 0;
      errors[a * count + b] = error;
      const centre = (values[a] ?? 0) - (values[b] ?? 0);
      if (error <= NO_SPREAD) continue;
      for (let r = 0; r < resamples; r += 1) {
        const distance = Math.abs((differences[r] as number) - centre) / error;
        if (distance > (largest[r] as number)) largest[r] = distance;
      }
    }
  }
  const critical = largest.sort()[Math.min(resamples - 1, Math.ceil(confidence * (resamples + 1)) - 1)] ?? 0;
  const differ = (a: number, b: number): boolean => {
    const error = errors[Math.min(a, b) * count + Math.max(a, b)] ?? 0;
    const distance = Math.abs((values[a] ?? 0) - (values[b] ?? 0));
    return distance > Math.max(NO_SPREAD, critical * error) && mayDiffer(a, b);
  };
  const others = values.map((_, a) => values.flatMap((__, b) => (a !== b && differ(a, b) ? [b] : [])));
  const isBetter = (b: number, a: number): boolean => (values[b] ?? 0) > (values[a] ?? 0);
  return {
    best: others.map((apart, a) => 1 + apart.filter((b) => isBetter(b, a)).length),
    worst: others.map((apart, a) => count - apart.filter((b) => !isBetter(b, a)).length),
    differ,
  };
}
