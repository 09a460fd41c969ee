import { groupBy } from '../../harness/group-by.js';
import type { Column, Row, Table } from '../tables/table.js';
import { formatValue } from './format.js';

export type Mark = 'best' | 'second';

/**
 * The best and the second-best values of a column, by row. Values that read the same share a mark; where all of a group
 * read the same, or there is but one, nothing is marked, and a null never is.
 */
export function marksOf(table: Table, column: Column): ReadonlyMap<Row, Mark> {
  const marks = new Map<Row, Mark>();
  const { better } = column;
  if (better === undefined) return marks;
  for (const rows of groupsOf(table)) {
    const values = new Map(rows.flatMap((row) => roundedEntry(row, column)));
    const [best, second] = [...new Set(values.values())].sort((a, b) =>
      better === 'higher' ? b - a : a - b,
    );
    if (second === undefined) continue;
    for (const [row, value] of values) {
      if (value === best) marks.set(row, 'best');
      if (value === second) marks.set(row, 'second');
    }
  }
  return marks;
}

/** Rows that are compared with each other; all of them where the table does not say. */
export function groupsOf({ rows, groupBy: keys = [] }: Table): Row[][] {
  return [...groupBy(rows, ({ cells }) => JSON.stringify(keys.map((key) => cells[key]))).values()];
}

/** The value as it reads, so that no two equal texts are told apart. */
function roundedEntry(row: Row, { key, format }: Column): [Row, number][] {
  const value = row.cells[key];
  if (typeof value !== 'number' || Number.isNaN(value)) return [];
  return [[row, Number.parseFloat(formatValue(value, format))]];
}
