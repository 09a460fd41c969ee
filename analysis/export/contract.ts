import type { Table } from '../tables/table.js';

export interface ExportOptions {
  /** Columns of the reader's terminal; only the terminal exporter heeds it. */
  readonly width?: number;
}

/** Turns a table into text. The same table gives the same bytes, ending in a line feed. */
export interface Exporter {
  readonly id: string;
  /** Of a file that holds the text, without a dot. */
  readonly extension: string;
  render(table: Table, options?: ExportOptions): string;
}
