import type { Random } from '../../harness/measure/statistics/index.js';

/**
 * A point drawn evenly from the simplex, the Dirichlet distribution with all parameters 1: `size` shares that add up to 1,
 * from exponential draws (L. Devroye, Non-Uniform Random Variate Generation, 1986, chapter XI, section 4).
 */
export function evenShares(size: number, random: Random): number[] {
  const draws = Array.from({ length: size }, () => -Math.log(1 - random.uniform()));
  const sum = draws.reduce((total, draw) => total + draw, 0);
  return draws.map((draw) => (sum > 0 ? draw / sum : 1 / size));
}
