import type { Resamples } from './resampling.js';

/** Columns that are summed up side by side: as many as there are registers for their sums. */
const WIDTH = 8;

/**
 * The product of resamples and columns of values: of each column, in each resample, the sum over all places of
 * times drawn x value, in the order of the places, of which `clusterOf` says to which cluster each belongs.
 *
 * Resample by resample, as what wasn't drawn in one, a third of the whole, is left out of all columns; and eight columns at a
 * time, whose values at one place lie side by side: most of the time would go into waiting for a sum before the next value is
 * added to it. Values are finite.
 */
export function drawnSums(
  resamples: Resamples,
  clusterOf: ArrayLike<number>,
  columns: readonly Float64Array[],
): Float64Array[] {
  const sums = columns.map(() => new Float64Array(resamples.count));
  const blocks = Array.from({ length: Math.ceil(columns.length / WIDTH) }, (_, block) =>
    sideBySide(columns.slice(block * WIDTH, (block + 1) * WIDTH), clusterOf.length),
  );
  const row: Row = {
    length: 0,
    starts: new Int32Array(clusterOf.length),
    times: new Float64Array(clusterOf.length),
  };
  const blockSums = new Float64Array(WIDTH);
  for (let resample = 0; resample < resamples.count; resample += 1) {
    fillRow(row, resamples, clusterOf, resample);
    for (let block = 0; block < blocks.length; block += 1) {
      addUp(blocks[block] as Float64Array, row, blockSums);
      const first = block * WIDTH;
      const own = Math.min(WIDTH, columns.length - first);
      for (let column = 0; column < own; column += 1)
        (sums[first + column] as Float64Array)[resample] = blockSums[column] as number;
    }
  }
  return sums;
}

/** Place by place the values of a block's columns, of which the last block may lack some: 0. */
function sideBySide(columns: readonly Float64Array[], places: number): Float64Array {
  const block = new Float64Array(places * WIDTH);
  columns.forEach((values, column) => {
    for (let place = 0; place < places; place += 1) block[place * WIDTH + column] = values[place] as number;
  });
  return block;
}

/** What was drawn in one resample: where the values of its places start in a block, and how often each was drawn. */
interface Row {
  length: number;
  readonly starts: Int32Array;
  readonly times: Float64Array;
}

function fillRow(
  row: Row,
  { drawn, count }: Resamples,
  clusterOf: ArrayLike<number>,
  resample: number,
): void {
  const { starts, times } = row;
  let length = 0;
  for (let place = 0; place < starts.length; place += 1) {
    const own = drawn[(clusterOf[place] as number) * count + resample] as number;
    // Written in any case, and overwritten by the next one: a jump that can't be foreseen would take longer.
    starts[length] = place * WIDTH;
    times[length] = own;
    length += own === 0 ? 0 : 1;
  }
  row.length = length;
}

function addUp(block: Float64Array, { length, starts, times }: Row, sums: Float64Array): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let e = 0;
  let f = 0;
  let g = 0;
  let h = 0;
  for (let i = 0; i < length; i += 1) {
    const own = times[i] as number;
    const start = starts[i] as number;
    a += own * (block[start] as number);
    b += own * (block[start + 1] as number);
    c += own * (block[start + 2] as number);
    d += own * (block[start + 3] as number);
    e += own * (block[start + 4] as number);
    f += own * (block[start + 5] as number);
    g += own * (block[start + 6] as number);
    h += own * (block[start + 7] as number);
  }
  sums[0] = a;
  sums[1] = b;
  sums[2] = c;
  sums[3] = d;
  sums[4] = e;
  sums[5] = f;
  sums[6] = g;
  sums[7] = h;
}
