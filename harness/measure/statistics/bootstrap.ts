import { Random } from './random.js';
import { ascending } from './robust.js';

export interface BootstrapOptions {
  /** Between 0 and 1, both excluded. */
  readonly confidence: number;
  /** 10,000 leave a standard error of 0.16 points in the level of a 95 % bound. */
  readonly resamples: number;
  /** Equal seeds give equal intervals. */
  readonly seed: string;
}

export interface BootstrapInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile bootstrap of a statistic over independent items (B. Efron and R. J. Tibshirani, An Introduction to the
 * Bootstrap, 1993, chapter 13): with B resamples and k = floor((B + 1) (1 - confidence) / 2), the k-th smallest and the
 * k-th largest of the statistic's values.
 *
 * It is too narrow for few items: of 8 normal values a 95 % interval of the mean holds the truth in 89 of 100 cases.
 * Null below two items. Throws `RangeError` for options that make no interval and for a statistic that is not finite.
 */
export function bootstrapInterval<T>(
  items: readonly T[],
  statistic: (resample: readonly T[]) => number,
  options: BootstrapOptions,
): BootstrapInterval | null {
  const { confidence, resamples, seed } = options;
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`confidence must lie between 0 and 1, both excluded, received ${confidence}`);
  }
  // Less the rounding of 1 - 0.95, which is a little more than 0.05.
  const beyond = Math.floor(((resamples + 1) * (1 - confidence)) / 2 + 1e-9);
  if (!Number.isInteger(resamples) || beyond < 1) {
    throw new RangeError(`${resamples} resamples are too few for a confidence of ${confidence}`);
  }
  if (items.length < 2) return null;
  const random = Random.seeded(seed);
  const drawn = [...items];
  const places = new Uint32Array(items.length);
  const values = Array.from({ length: resamples }, () => {
    random.fillBelow(items.length, places);
    for (let i = 0; i < drawn.length; i += 1) drawn[i] = items[places[i] as number] as T;
    return statistic(drawn);
  });
  const sorted = ascending(values);
  return { low: sorted[beyond - 1] as number, high: sorted[resamples - beyond] as number };
}
