import { Random } from './random.js';

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
  const drawn = [...items];
  return bootstrapByPlaces(
    items.length,
    (places) => {
      for (let i = 0; i < drawn.length; i += 1) drawn[i] = items[places[i] as number] as T;
      return statistic(drawn);
    },
    options,
  );
}

/**
 * The same of so many items, with a statistic that looks its items up by their places: one over numbers needs no list of
 * them in each resample.
 */
export function bootstrapByPlaces(
  items: number,
  statistic: (places: Uint32Array) => number,
  { confidence, resamples, seed }: BootstrapOptions,
): BootstrapInterval | null {
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`confidence must lie between 0 and 1, both excluded, received ${confidence}`);
  }
  // Less the rounding of 1 - 0.95, which is a little more than 0.05.
  const beyond = Math.floor(((resamples + 1) * (1 - confidence)) / 2 + 1e-9);
  if (!Number.isInteger(resamples) || beyond < 1) {
    throw new RangeError(`${resamples} resamples are too few for a confidence of ${confidence}`);
  }
  if (items < 2) return null;
  const random = Random.seeded(seed);
  const places = new Uint32Array(items);
  const values = new Float64Array(resamples);
  for (let i = 0; i < resamples; i += 1) {
    random.fillBelow(items, places);
    values[i] = finite(statistic(places));
  }
  values.sort();
  return { low: values[beyond - 1] as number, high: values[resamples - beyond] as number };
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new RangeError(`statistics need finite numbers, received ${value}`);
}
