/**
 * Kendall's tau-b, the rank correlation that allows for ties: -1..1 (M. G. Kendall, The Treatment of Ties in Ranking
 * Problems, Biometrika 33, 1945, 239-251). Null where one side has nothing but ties, or there are fewer than two values.
 *
 * Throws `RangeError` for lists of different lengths or a value that is NaN.
 */
export function kendallTauB(xs: readonly number[], ys: readonly number[]): number | null {
  if (xs.length !== ys.length || [...xs, ...ys].some(Number.isNaN)) {
    throw new RangeError('tau-b needs two lists of numbers of one length');
  }
  let balance = 0;
  let untiedX = 0;
  let untiedY = 0;
  for (let i = 0; i < xs.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const x = compare(xs[i], xs[j]);
      const y = compare(ys[i], ys[j]);
      balance += x * y;
      untiedX += x * x;
      untiedY += y * y;
    }
  }
  if (untiedX === 0 || untiedY === 0) return null;
  // Of whole numbers, so that equal orders give exactly 1.
  return untiedX === untiedY ? balance / untiedX : balance / Math.sqrt(untiedX * untiedY);
}

function compare(a = 0, b = 0): number {
  return a > b ? 1 : a < b ? -1 : 0;
}
