export type CellValue = string | number | null;

/**
 * How a column's values read. `percent` holds a fraction of 0..1; all numbers are
 * unrounded, rounding is the exporters' business.
 */
export type ColumnFormat = 'text' | 'count' | 'percent' | 'ratio' | 'score';

export interface Column {
  /** snake_case; stable, as CSV files are read by it. */
  readonly key: string;
  readonly heading: string;
  readonly format: ColumnFormat;
  /** What one unit of the value is; null for text and plain numbers. */
  readonly unit: string | null;
  /** May be left out, and named as left out, where there is no room for it. */
  readonly detail: boolean;
  /** Which value is the better one; absent where the rows of a group can't be compared by it. */
  readonly better?: 'higher' | 'lower';
}

export interface Row {
  readonly cells: Readonly<Record<string, CellValue>>;
  /** A scripted model is named in this row. */
  readonly scripted: boolean;
}

export interface Table {
  /** Unique in an analysis, fit for a file name. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Keys of columns: rows that agree in them are compared by the columns with `better`. All rows are, without it. */
  readonly groupBy?: readonly string[];
  readonly notes: readonly string[];
  /** Too long to read in a terminal: exported, but not shown by `rank`. */
  readonly filesOnly?: true;
}

const UNITS: Readonly<Record<ColumnFormat, string | null>> = {
  text: null,
  count: null,
  percent: 'fraction',
  ratio: 'program/canonical',
  score: null,
};

/** A column with the usual settings; `options` override them. */
export function column(
  key: string,
  heading: string,
  format: ColumnFormat,
  options: Partial<Pick<Column, 'unit' | 'detail' | 'better'>> = {},
): Column {
  return { key, heading, format, unit: UNITS[format], detail: false, ...options };
}

/** A table that is whole. Throws `Error` for a row that misses a column, and for a group by none. */
export function table(parts: Table): Table {
  const stray = parts.groupBy?.find((key) => !parts.columns.some((own) => own.key === key));
  if (stray !== undefined) throw new Error(`table ${parts.id}: groups by "${stray}", which is no column`);
  for (const row of parts.rows) {
    const missing = parts.columns.find(({ key }) => row.cells[key] === undefined);
    if (missing !== undefined) throw new Error(`table ${parts.id}: a row has no value "${missing.key}"`);
  }
  return parts;
}
