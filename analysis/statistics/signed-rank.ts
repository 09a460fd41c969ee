import { midranks } from './midranks.js';
import { normalUpperTail } from './normal.js';

export interface SignedRankTest {
  /** Differences that are not 0, which alone take part. */
  readonly n: number;
  readonly zeros: number;
  /** Sums of the ranks of positive and of negative differences. */
  readonly positive: number;
  readonly negative: number;
  /** Two-sided. */
  readonly p: number;
  readonly method: 'exact' | 'normal';
  /**
   * Matched-pairs rank biserial correlation, (positive - negative) / (positive + negative): -1..1 (D. S. Kerby, The
   * Simple Difference Formula, Comprehensive Psychology 3, 2014).
   */
  readonly rankBiserial: number;
}

/** Beyond this the normal approximation is good, and the distribution long. */
const LARGEST_EXACT = 50;
/** Differences closer than this, relative to the largest, differ by floating-point error alone. */
const EQUAL_WITHIN = 1e-12;

/**
 * Wilcoxon's signed-rank test that differences are symmetric about 0 (F. Wilcoxon, Biometrics Bulletin 1, 1945;
 * W. J. Conover, Practical Nonparametric Statistics, 3rd ed. 1999, section 5.7). Zeros are left out, ties share the mean of
 * their ranks. Exact up to 50 differences: given their sizes, each sign is positive with a probability of 1/2, with ties
 * as without. Beyond, the normal approximation with the corrections for ties and for continuity.
 *
 * Null where every difference is 0, or there is none. Throws `RangeError` for a difference that is not finite.
 */
export function signedRankTest(differences: readonly number[]): SignedRankTest | null {
  const wrong = differences.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) {
    throw new RangeError(`a signed-rank test needs finite differences, received ${wrong}`);
  }
  const largest = differences.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const used = differences.filter((value) => Math.abs(value) > EQUAL_WITHIN * largest);
  const n = used.length;
  if (n === 0) return null;
  const { ranks, ties } = midranks(used.map((value) => roughly(Math.abs(value))));
  const positive = ranks.reduce((sum, rank, index) => sum + ((used[index] ?? 0) > 0 ? rank : 0), 0);
  const total = (n * (n + 1)) / 2;
  const exact = n <= LARGEST_EXACT;
  return {
    n,
    zeros: differences.length - n,
    positive,
    negative: total - positive,
    p: exact ? exactP(positive, ranks) : normalP(positive, n, ties),
    method: exact ? 'exact' : 'normal',
    rankBiserial: (2 * positive - total) / total,
  };
}

/** Twelve digits: two ways to the same difference must tie. */
function roughly(value: number): number {
  return Number(value.toPrecision(12));
}

function exactP(positive: number, ranks: readonly number[]): number {
  // Of doubled ranks, as those of ties may be halves.
  const doubled = ranks.map((rank) => Math.round(2 * rank));
  const total = doubled.reduce((sum, rank) => sum + rank, 0);
  // By dynamic programming: the share of all sets of signs with each sum.
  const share = new Float64Array(total + 1);
  share[0] = 1;
  for (const rank of doubled) {
    for (let sum = total; sum >= 0; sum -= 1) {
      share[sum] = ((share[sum] ?? 0) + (sum >= rank ? (share[sum - rank] ?? 0) : 0)) / 2;
    }
  }
  const least = Math.min(2 * positive, total - 2 * positive);
  return Math.min(1, 2 * share.subarray(0, least + 1).reduce((sum, part) => sum + part, 0));
}

function normalP(positive: number, n: number, ties: readonly number[]): number {
  const correction = ties.reduce((sum, size) => sum + size ** 3 - size, 0) / 48;
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - correction);
  const distance = Math.abs(positive - (n * (n + 1)) / 4);
  return Math.min(1, 2 * normalUpperTail(Math.max(0, distance - 0.5) / deviation));
}
