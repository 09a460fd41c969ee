import { logAverage } from 'simple-statistics';

/**
 * Geometric mean by logarithms, which neither overflows nor underflows; null of no values.
 * Throws `RangeError` for a value that is not positive and finite: such a ratio is no measurement.
 */
export function geometricMean(values: readonly number[]): number | null {
  const wrong = values.find((value) => !(value > 0 && Number.isFinite(value)));
  if (wrong !== undefined) throw new RangeError(`a geometric mean needs positive numbers, received ${wrong}`);
  const [first] = values;
  if (first === undefined) return null;
  // exp(log(3)) is not 3: equal values need no detour, and must stay equal to the value itself.
  return values.every((value) => value === first) ? first : logAverage([...values]);
}
