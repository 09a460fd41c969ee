/** Two-sided 95 %: the 97.5 % point of the standard normal distribution. */
const Z95 = 1.959963984540054;

/** Bounds of a proportion, both in 0..1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of a proportion at 95 %, without continuity correction (Wilson 1927; method 3 of
 * R. G. Newcombe, Statistics in Medicine 17, 1998, 857-872).
 *
 * `successes` may be fractional: with several samples a problem it is the sum of the problems' pass rates, `trials` being
 * the number of problems, which is never too narrow, as a mean of samples varies at most as a single one does.
 * Null without trials. Throws `RangeError` unless 0 <= successes <= trials.
 */
export function wilson95(successes: number, trials: number): Interval | null {
  if (!Number.isInteger(trials) || trials < 0) {
    throw new RangeError(`trials must be a whole number of at least 0, received ${trials}`);
  }
  if (!(successes >= 0 && successes <= trials)) {
    throw new RangeError(`successes must lie in 0..${trials}, received ${successes}`);
  }
  if (trials === 0) return null;
  const z2 = Z95 * Z95;
  const centre = (successes + z2 / 2) / (trials + z2);
  const half = (Z95 * Math.sqrt((successes * (trials - successes)) / trials + z2 / 4)) / (trials + z2);
  // The exact bounds there; the formula only comes within a rounding error of them.
  return {
    low: successes === 0 ? 0 : centre - half,
    high: successes === trials ? 1 : centre + half,
  };
}
