import {
  bootstrapByPlaces,
  type BootstrapInterval,
  type BootstrapOptions,
} from '../../harness/measure/statistics/index.js';

/** Percentile bootstrap of a mean: what `bootstrapInterval` gives of it, to the last bit, in a third of the time. */
export function bootstrapMean(
  values: readonly number[],
  options: BootstrapOptions,
): BootstrapInterval | null {
  const known = Float64Array.from(values);
  return bootstrapByPlaces(known.length, (places) => compensatedSum(known, places) / known.length, options);
}

/** The same of a sum, added up plainly. */
export function bootstrapSum(values: readonly number[], options: BootstrapOptions): BootstrapInterval | null {
  const known = Float64Array.from(values);
  return bootstrapByPlaces(known.length, (places) => plainSum(known, places), options);
}

/**
 * As simple-statistics adds up: what each sum loses by rounding is kept beside it (A. Neumaier, Rundungsfehleranalyse einiger
 * Verfahren zur Summation endlicher Summen, Zeitschrift fuer Angewandte Mathematik und Mechanik 54, 1974, 39-51), here found
 * without asking which of the two is larger (D. E. Knuth, TAOCP 2, section 4.2.2, theorem B).
 */
function compensatedSum(values: Float64Array, places: Uint32Array): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < places.length; i += 1) {
    const value = values[places[i] as number] as number;
    const next = sum + value;
    const added = next - sum;
    lost += sum - (next - added) + (value - added);
    sum = next;
  }
  return sum + lost;
}

function plainSum(values: Float64Array, places: Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < places.length; i += 1) sum += values[places[i] as number] as number;
  return sum;
}
