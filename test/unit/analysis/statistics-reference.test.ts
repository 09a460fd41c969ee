import { expect, test } from 'vitest';
import {
  holm,
  kendallTauB,
  normalUpperTail,
  signedRankTest,
  signTest,
} from '../../../analysis/statistics/index.js';
// Computed by scipy 1.17.1 and statsmodels 0.15.0: test/reference/statistics.py.
import reference from './statistics-reference.json' with { type: 'json' };

/** So that a tail of 1e-89 is compared as closely as a half. */
function near(actual: number | null | undefined, expected: number): void {
  const gap = Math.abs((actual ?? NaN) - expected);
  expect(gap, `${actual} instead of ${expected}`).toBeLessThanOrEqual(1e-10 * Math.abs(expected));
}

test.each(reference.normal)('the upper tail of the normal distribution at $z is $upper', ({ z, upper }) => {
  near(normalUpperTail(z), upper);
});

test.each(reference.signTest)('$wins wins and $losses losses have the p value $p', ({ wins, losses, p }) => {
  near(signTest(wins, losses).p, p);
});

test.each(reference.signedRank)('$n differences, $method, have the p value $p', (given) => {
  const found = signedRankTest(given.differences);
  expect(found).toMatchObject({ n: given.n, positive: given.positive, method: given.method });
  near(found?.p, given.p);
});

test.each(reference.holm)('Holm corrects $p to $adjusted', ({ p, adjusted }) => {
  holm(p).forEach((value, index) => {
    near(value, adjusted[index] ?? NaN);
  });
});

test.each(reference.kendall)('tau-b of $x and $y is $tau', ({ x, y, tau }) => {
  near(kendallTauB(x, y), tau);
});
