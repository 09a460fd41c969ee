import type { Resamples } from './resampling.js';

/**
 * The product of resamples and columns of values: of each column, in each resample, the sum over all places of
 * times drawn x value, in the order of the places, of which `clusterOf` says to which cluster each belongs.
 *
 * Resample by resample, as what wasn't drawn in one, a third of the whole, is left out of all columns; and four columns at a
 * time, as most of the time would go into loading how often something was drawn. Values are finite.
 */
export function drawnSums(
  resamples: Resamples,
  clusterOf: ArrayLike<number>,
  columns: readonly Float64Array[],
): Float64Array[] {
  const sums = columns.map(() => new Float64Array(resamples.count));
  const fours = inFours(columns, new Float64Array(clusterOf.length));
  const sumsOfFours = inFours(sums, new Float64Array(resamples.count));
  const row: Row = {
    length: 0,
    places: new Int32Array(clusterOf.length),
    times: new Float64Array(clusterOf.length),
  };
  for (let resample = 0; resample < resamples.count; resample += 1) {
    fillRow(row, resamples, clusterOf, resample);
    fours.forEach((four, index) => addUp(four, row, sumsOfFours[index] as Four, resample));
  }
  return sums;
}

/** Not a list, as taking a list apart would take as long as a short sum. */
interface Four {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: Float64Array;
  readonly d: Float64Array;
}

/** The last four are filled up with `rest`. */
function inFours(columns: readonly Float64Array[], rest: Float64Array): Four[] {
  return Array.from({ length: Math.ceil(columns.length / 4) }, (_, four): Four => {
    const [a, b, c, d] = columns.slice(4 * four, 4 * four + 4);
    return { a: a ?? rest, b: b ?? rest, c: c ?? rest, d: d ?? rest };
  });
}

/** The places that were drawn in one resample, and how often. */
interface Row {
  length: number;
  readonly places: Int32Array;
  readonly times: Float64Array;
}

function fillRow(
  row: Row,
  { drawn, count }: Resamples,
  clusterOf: ArrayLike<number>,
  resample: number,
): void {
  const { places, times } = row;
  let length = 0;
  for (let place = 0; place < places.length; place += 1) {
    const own = drawn[(clusterOf[place] as number) * count + resample] as number;
    // Written in any case, and overwritten by the next one: a jump that can't be foreseen would take longer.
    places[length] = place;
    times[length] = own;
    length += own === 0 ? 0 : 1;
  }
  row.length = length;
}

function addUp({ a, b, c, d }: Four, { length, places, times }: Row, sums: Four, at: number): void {
  let aSum = 0;
  let bSum = 0;
  let cSum = 0;
  let dSum = 0;
  for (let i = 0; i < length; i += 1) {
    const own = times[i] as number;
    const place = places[i] as number;
    aSum += own * (a[place] as number);
    bSum += own * (b[place] as number);
    cSum += own * (c[place] as number);
    dSum += own * (d[place] as number);
  }
  sums.a[at] = aSum;
  sums.b[at] = bSum;
  sums.c[at] = cSum;
  sums.d[at] = dSum;
}
