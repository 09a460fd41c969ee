/** Ranks from 1, the smallest first; equal values share the mean of their ranks. */
export interface Midranks {
  /** In the order of the values. */
  readonly ranks: readonly number[];
  /** Sizes of the groups of equal values, from 2. */
  readonly ties: readonly number[];
}

/** Throws `RangeError` for a value that is NaN. */
export function midranks(values: readonly number[]): Midranks {
  if (values.some(Number.isNaN)) throw new RangeError('ranks need numbers, received NaN');
  const order = values.map((_, index) => index).sort((a, b) => compare(values[a], values[b]));
  const ranks = new Array<number>(values.length).fill(0);
  const ties: number[] = [];
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1;
    for (const index of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
    if (end - start > 1) ties.push(end - start);
  }
  return { ranks, ties };
}

function compare(a = 0, b = 0): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
