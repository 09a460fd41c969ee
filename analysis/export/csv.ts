import { stringify } from 'csv-stringify/sync';
import type { Exporter } from './contract.js';

/**
 * RFC 4180 but for line feeds alone: a header of column keys, numbers unrounded, nothing for null. The last column is
 * `scripted`.
 */
export const csv: Exporter = {
  id: 'csv',
  extension: 'csv',
  render(table) {
    const header = [...table.columns.map((column) => column.key), 'scripted'];
    const rows = table.rows.map((row) => [
      ...table.columns.map((column) => row.cells[column.key]),
      String(row.scripted),
    ]);
    return stringify([header, ...rows], { record_delimiter: '\n' });
  },
};
