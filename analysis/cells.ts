import type { CellResult } from '../harness/study/results.js';
import { oncePer } from './once-per.js';
import { byCodeUnit } from './order.js';

/** What a cell says of its model. `missing` says nothing, and takes no part in any comparison. */
export type CellOutcome = 'passed' | 'failed' | 'missing';

/** The rule by which a cell counts; see docs/ranking.md. */
export function outcomeOf(cell: CellResult): CellOutcome {
  if (cell.answerState === null) return 'missing';
  if (cell.answerState !== 'answered') return 'failed';
  if (cell.verdict === null || cell.verdict === 'harness_error') return 'missing';
  return cell.verdict === 'passed' ? 'passed' : 'failed';
}

/** Names a cell among those of one model and stage. */
export function cellKey(cell: CellResult): string {
  return JSON.stringify([cell.problemUid, cell.sample]);
}

/** The cells by problem, sample and model, so that sums don't depend on the order in which they were read. */
export function inFixedOrder(cells: readonly CellResult[]): CellResult[] {
  const uids = placesOf(cells, ({ problemUid }) => problemUid, byCodeUnit);
  const samples = placesOf(
    cells,
    ({ sample }) => sample,
    (a, b) => a - b,
  );
  const models = placesOf(cells, ({ modelId }) => modelId, byCodeUnit);
  // One number says where a cell belongs and which it is: a million of them sort in a tenth of the time.
  const keys = Float64Array.from(cells, ({ problemUid, sample, modelId }, index) => {
    const place = (uids.get(problemUid) ?? 0) * samples.size + (samples.get(sample) ?? 0);
    return (place * models.size + (models.get(modelId) ?? 0)) * cells.length + index;
  });
  if (uids.size * samples.size * models.size * cells.length > Number.MAX_SAFE_INTEGER)
    throw new RangeError(`${cells.length} cells are too many to be put into order`);
  return Array.from(keys.sort(), (key) => cells[key % cells.length] as CellResult);
}

/** The place of each different value in their order. */
function placesOf<T>(
  cells: readonly CellResult[],
  valueOf: (cell: CellResult) => T,
  compare: (a: T, b: T) => number,
): Map<T, number> {
  const values = [...new Set(cells.map(valueOf))].sort(compare);
  return new Map(values.map((value, place) => [value, place]));
}

/** The passed ones, found once for each list: the samples of a problem are part of several contexts and tables. */
export const passedOf = oncePer((cells: readonly CellResult[]): readonly CellResult[] =>
  cells.filter((cell) => outcomeOf(cell) === 'passed'),
);

/** Those of the passed ones that have a measurement by any preset. */
export const measuredOf = oncePer((cells: readonly CellResult[]): readonly CellResult[] =>
  passedOf(cells).filter(({ measurements }) => {
    for (const preset in measurements) if (measurements[preset] !== undefined) return true;
    return false;
  }),
);
