import { ascending } from './robust.js';

/** Interval of a population's median, both ends included; `confidence` is what its ranks achieve, not what was asked. */
export interface MedianInterval {
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
}

/**
 * Distribution-free confidence interval of a median: of n sorted values the one at rank k and the one at rank n + 1 - k
 * (W. J. Conover, Practical Nonparametric Statistics, 3rd ed. 1999, section 3.2; table by K. R. Nair, Sankhya 4, 1940,
 * 551-558). No assumption but independent draws from one distribution; ties make it wider than it needs to be, never
 * narrower. Values in any order.
 *
 * Null when so few values can't reach the confidence (8 reach 99.2 %, not 99.5 %). Throws `RangeError` for a value that is
 * not finite and unless 0 < confidence < 1.
 */
export function medianInterval(values: readonly number[], confidence: number): MedianInterval | null {
  const sorted = ascending(values);
  const ranks = medianRanks(sorted.length, confidence);
  const low = ranks === null ? undefined : sorted[ranks.rank - 1];
  const high = ranks === null ? undefined : sorted[sorted.length - ranks.rank];
  if (ranks === null || low === undefined || high === undefined) return null;
  return { low, high, confidence: ranks.confidence };
}

/**
 * The largest rank k (from 1) whose interval, from rank k to rank n + 1 - k of `count` values, holds the median with at
 * least this confidence: 1 - 2 P(X < k) for X binomial with n trials of 1/2. Null when not even k = 1 does.
 */
export function medianRanks(
  count: number,
  confidence: number,
): { readonly rank: number; readonly confidence: number } | null {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(`the number of values must be a whole number of at least 0, received ${count}`);
  }
  if (!(confidence > 0 && confidence < 1)) {
    throw new RangeError(`confidence must lie between 0 and 1, both excluded, received ${confidence}`);
  }
  const all = 1n << BigInt(count);
  let binomial = 1n;
  let below = 0n;
  let best: { rank: number; confidence: number } | null = null;
  for (let rank = 1; 2 * rank <= count + 1; rank += 1) {
    below += binomial;
    const achieved = fraction(all - 2n * below, all);
    if (achieved < confidence) break;
    best = { rank, confidence: achieved };
    binomial = (binomial * BigInt(count - rank + 1)) / BigInt(rank);
  }
  return best;
}

/** Nearest below of a fraction in 0..1 whose terms may be far beyond the range of a double. */
function fraction(part: bigint, whole: bigint): number {
  return Number((part << 64n) / whole) / 2 ** 64;
}
