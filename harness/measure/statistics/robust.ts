import { mean, median as medianOf, medianAbsoluteDeviation } from 'simple-statistics';

/** The MAD of a normal distribution times this is its standard deviation: 1 / 0.6745. */
const NORMAL_MAD = 1.4826;

/** The mean absolute deviation of a normal distribution times this is its standard deviation: the root of pi / 2. */
const NORMAL_MEAN_DEVIATION = 1.253314;

/** Modified z-score beyond which Iglewicz and Hoaglin label a value as an outlier. */
export const OUTLIER_SCORE = 3.5;

/** Throws `RangeError` of no values and for a value that is not finite, as all functions here do. */
export function median(values: readonly number[]): number {
  return medianOf(measured(values));
}

/** Median absolute deviation from the median, in the unit of the values. */
export function mad(values: readonly number[]): number {
  return medianAbsoluteDeviation(measured(values));
}

/** The MAD times 1.4826: an estimate of the standard deviation of normal values that outliers can't blow up. */
export function scaledMad(values: readonly number[]): number {
  return NORMAL_MAD * mad(values);
}

/**
 * Modified z-score of each value: 0.6745 (x - median) / MAD (B. Iglewicz and D. C. Hoaglin, How to Detect and Handle
 * Outliers, ASQC Basic References in Quality Control 16, 1993). Where more than half of the values are equal, so that the
 * MAD is 0, the mean absolute deviation takes its place: (x - median) / (1.253314 MeanAD); with all equal the scores are 0.
 */
export function modifiedZScores(values: readonly number[]): number[] {
  const middle = median(values);
  const deviation = mad(values);
  if (deviation > 0) return values.map((value) => (0.6745 * (value - middle)) / deviation);
  const meanDeviation = mean(values.map((value) => Math.abs(value - middle)));
  if (meanDeviation === 0) return values.map(() => 0);
  return values.map((value) => (value - middle) / (NORMAL_MEAN_DEVIATION * meanDeviation));
}

/** For each value whether its modified z-score lies beyond 3.5, on either side. Outliers are flagged, never dropped. */
export function outliers(values: readonly number[]): boolean[] {
  return modifiedZScores(values).map((score) => Math.abs(score) > OUTLIER_SCORE);
}

/** A sorted copy. Throws `RangeError` for a value that is not finite. */
export function ascending(values: readonly number[]): number[] {
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new RangeError(`statistics need finite numbers, received ${wrong}`);
  return [...values].sort((a, b) => a - b);
}

function measured(values: readonly number[]): number[] {
  if (values.length === 0) throw new RangeError('statistics need at least one value, received none');
  return ascending(values);
}
