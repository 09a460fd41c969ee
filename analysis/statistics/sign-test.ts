/** How often each side of a pair was ahead. */
export interface SignTest {
  /** Two-sided; 1 where neither side was ever ahead. */
  readonly p: number;
  /** wins / losses: of McNemar's table the conditional estimate of the odds ratio; null without wins or losses. */
  readonly oddsRatio: number | null;
}

/**
 * Exact two-sided sign test: twice the binomial probability of at most min(wins, losses) of all untied pairs at 1/2, at
 * most 1. With one passed or failed answer a problem it is McNemar's exact test (Q. McNemar, Psychometrika 12, 1947;
 * W. J. Conover, Practical Nonparametric Statistics, 3rd ed. 1999, sections 3.4 and 3.5), `wins` and `losses` being the
 * discordant problems. It is exact for any number, so no approximation is ever used.
 *
 * Throws `RangeError` unless both are whole numbers of at least 0.
 */
export function signTest(wins: number, losses: number): SignTest {
  if (![wins, losses].every((count) => Number.isInteger(count) && count >= 0)) {
    throw new RangeError(`a sign test needs whole numbers of at least 0, received ${wins} and ${losses}`);
  }
  return {
    p: Math.min(1, 2 * atMost(Math.min(wins, losses), wins + losses)),
    oddsRatio: wins === 0 || losses === 0 ? null : wins / losses,
  };
}

/** Up to here neither 2^-n nor a binomial coefficient leaves the range of a double. */
const LARGEST_DIRECT = 1000;

/** P(X <= k) for X binomial with n trials of 1/2, k <= n/2: the terms from the largest down. */
function atMost(k: number, n: number): number {
  let term = 1;
  let sum = 1;
  for (let i = k; i >= 1 && term > 0; i -= 1) {
    term *= i / (n - i + 1);
    sum += term;
  }
  return largestTerm(k, n) * sum;
}

function largestTerm(k: number, n: number): number {
  const factors = Array.from({ length: k }, (_, index) => (n - k + index + 1) / (index + 1));
  if (n <= LARGEST_DIRECT) return factors.reduce((product, factor) => product * factor, 1) * 2 ** -n;
  return Math.exp(factors.reduce((sum, factor) => sum + Math.log(factor), -n * Math.LN2));
}
