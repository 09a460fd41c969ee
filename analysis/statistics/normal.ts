/**
 * Upper tail of the standard normal distribution, P(Z > z), with a relative error below 1e-12 (1e-13 absolute below 0).
 * Up to |z| = 3 by the series of G. Marsaglia (Evaluating the Normal Distribution, Journal of Statistical Software 11(4),
 * 2004), beyond by Laplace's continued fraction (Abramowitz and Stegun, 26.2.14), as the series loses a tail's digits.
 * The library's own function is a table with four digits that ends at 3.09: no use for small p values.
 */
export function normalUpperTail(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('the normal distribution needs a number, received NaN');
  if (z < 0) return 1 - normalUpperTail(-z);
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z === Infinity || density === 0) return 0;
  return z < 3 ? 0.5 - density * series(z) : density / continuedFraction(z);
}

/** z + z^3/3 + z^5/(3 5) + z^7/(3 5 7) + ... */
function series(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; term > sum * 1e-17; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum;
}

/** z + 1/(z + 2/(z + 3/(z + ...))), from the inside. */
function continuedFraction(z: number): number {
  let value = z;
  for (let depth = 120; depth >= 1; depth -= 1) value = z + depth / value;
  return value;
}
