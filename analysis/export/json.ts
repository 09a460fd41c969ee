import type { Exporter } from './contract.js';

/** The table as it is, numbers unrounded, each row's values in the order of the columns. */
export const json: Exporter = {
  id: 'json',
  extension: 'json',
  render(table) {
    const rows = table.rows.map((row) => ({
      cells: Object.fromEntries(table.columns.map(({ key }) => [key, row.cells[key]])),
      scripted: row.scripted,
    }));
    const { id, title, columns, groupBy, notes } = table;
    return `${JSON.stringify({ id, title, columns, groupBy, rows, notes }, null, 2)}\n`;
  },
};
