/**
 * Holm's step-down correction: p values that, compared with alpha, keep the chance of any false positive in the family
 * below alpha, however the tests depend on each other (S. Holm, Scandinavian Journal of Statistics 6, 1979, 65-70). Nulls,
 * tests that could not be made, are no part of the family and stay null.
 *
 * Throws `RangeError` for a p value outside 0..1.
 */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const wrong = pValues.find((p) => p !== null && !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw new RangeError(`a p value lies in 0..1, received ${wrong}`);
  const family = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }]));
  family.sort((a, b) => a.p - b.p || a.index - b.index);
  const adjusted: (number | null)[] = pValues.map(() => null);
  let highest = 0;
  family.forEach(({ p, index }, step) => {
    highest = Math.max(highest, Math.min(1, (family.length - step) * p));
    adjusted[index] = highest;
  });
  return adjusted;
}
