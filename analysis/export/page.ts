import type { CellValue, Column, Table } from '../tables/table.js';
import { formatValue } from './format.js';
import { groupsOf, marksOf, type Mark } from './marks.js';

/** A cell as it is read on a page. */
export interface PageCell {
  readonly value: CellValue;
  readonly text: string;
  readonly mark: Mark | null;
}

export interface PageRow {
  readonly cells: readonly PageCell[];
  readonly scripted: boolean;
  /** A group of rows that are compared begins with it; only where all groups stand together. */
  readonly opens: boolean;
}

/** A table as it is laid out for people who read it on a page: without its detail columns, which CSV and JSON have. */
export interface Page {
  readonly columns: readonly Column[];
  readonly rows: readonly PageRow[];
  /** Rows that name a scripted model need a mark of their own. */
  readonly scripted: boolean;
  /** Those of the table, and what the marks mean. */
  readonly notes: readonly string[];
}

/** How the marks look; a second that is null is not shown. */
export interface MarkWords {
  readonly best: string;
  readonly second: string | null;
}

/** What stands beside a row that names a scripted model. */
export const SCRIPTED_MARK = '†';

export function pageOf(table: Table, words: MarkWords): Page {
  const columns = table.columns.filter(({ detail }) => !detail);
  const marks = columns.map((column) => marksOf(table, column));
  const openers = openersOf(table);
  const scripted = table.rows.some((row) => row.scripted);
  const rows = table.rows.map((row, index) => ({
    cells: columns.map(({ key, format }, place) => {
      const value = row.cells[key] ?? null;
      return { value, text: formatValue(value, format), mark: marks[place]?.get(row) ?? null };
    }),
    scripted: row.scripted,
    opens: openers.has(index),
  }));
  const marked = marks.some(({ size }) => size > 0);
  return {
    columns,
    rows,
    scripted,
    notes: [...table.notes, ...pageNotes(table, words, { marked, scripted })],
  };
}

function pageNotes(
  { columns, groupBy = [] }: Table,
  { best, second }: MarkWords,
  { marked, scripted }: { marked: boolean; scripted: boolean },
): string[] {
  const keys = groupBy.map((key) => columns.find((column) => column.key === key)?.heading ?? key);
  const among = keys.length === 0 ? 'all rows' : `the rows with the same ${listed(keys)}`;
  const seconds = second === null ? '' : `, ${second}: the second best`;
  const left = columns.filter(({ detail }) => detail).map(({ heading }) => heading);
  return [
    ...(marked ? [`${best}: the best value of ${among}${seconds}; equal ones are all marked`] : []),
    ...(scripted ? [`${SCRIPTED_MARK}: the row names a scripted model, which is not an LLM`] : []),
    ...(left.length === 0 ? [] : [`left out here: ${left.join(', ')}`]),
  ];
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** Indices of the rows that open a group, but the first; none where the rows of a group stand apart. */
function openersOf(table: Table): ReadonlySet<number> {
  const groups = groupsOf(table);
  const place = new Map(table.rows.map((row, index) => [row, index]));
  const starts = groups.map(([first]) => (first === undefined ? 0 : (place.get(first) ?? 0)));
  const together = groups.every((rows, index) => {
    const last = rows.at(-1);
    return last === undefined || place.get(last) === (starts[index] ?? 0) + rows.length - 1;
  });
  const single = groups.every(({ length }) => length === 1);
  return new Set(together && !single ? starts.slice(1) : []);
}
