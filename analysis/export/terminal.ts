import Table from 'cli-table3';
import type { Column, Table as DataTable } from '../tables/table.js';
import type { Exporter } from './contract.js';
import { formatValue } from './format.js';

const DEFAULT_WIDTH = 120;
const GAP = 2;
/** No rules and no colours: columns stand apart by spaces. */
const BARE = Object.fromEntries(
  ['top', 'bottom', 'mid', 'left', 'right'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((part) => [`${side}${part}`, '']),
  ),
);

/**
 * Aligned plain text: title, head, rows, notes. A table wider than `width` (columns of the terminal; 120 by default) has
 * its lines broken between words; where that is not enough, it loses its detail columns, and a note names them. No word
 * and no number is ever cut, so a very narrow terminal is exceeded.
 */
export const terminal: Exporter = {
  id: 'terminal',
  extension: 'txt',
  render(table, options = {}) {
    const width = options.width ?? DEFAULT_WIDTH;
    const full = fit(table, table.columns, width);
    const main = table.columns.filter((column) => !column.detail);
    const drop = full.total > width && main.length < table.columns.length;
    const { widths } = drop ? fit(table, main, width) : full;
    const shown = drop ? main : table.columns;
    const left = table.columns.filter((column) => !shown.includes(column)).map(({ heading }) => heading);
    const notes = [...table.notes, ...(drop ? [`left out for want of room: ${left.join(', ')}`] : [])].map(
      (note) => `  ${formatValue(note, 'text')}`,
    );
    const body = table.rows.length === 0 ? '  (no rows)' : draw(table, shown, widths);
    return [table.title, '', body, '', ...notes, ''].join('\n');
  },
};

function textsOf(table: DataTable, column: Column): string[] {
  return table.rows.map((row) => formatValue(row.cells[column.key] ?? null, column.format));
}

/** Widths of the columns, gaps included, narrowed towards `width` as far as words allow. */
function fit(
  table: DataTable,
  columns: readonly Column[],
  width: number,
): { widths: number[]; total: number } {
  const widths = columns.map((column) => widest([column.heading, ...textsOf(table, column)]) + GAP);
  const least = columns.map((column) => {
    const words = textsOf(table, column).flatMap((text) =>
      column.format === 'text' ? text.split(' ') : [text],
    );
    return widest([...column.heading.split(' '), ...words]) + GAP;
  });
  let total = widths.reduce((sum, part) => sum + part, 0);
  while (total > width) {
    const slack = widths.map((part, index) => part - (least[index] ?? part));
    const largest = slack.indexOf(Math.max(...slack));
    if ((slack[largest] ?? 0) <= 0) break;
    widths[largest] = (widths[largest] ?? 0) - 1;
    total -= 1;
  }
  return { widths, total };
}

/** Display width as the table library counts it, wide characters included. */
function widest(texts: readonly string[]): number {
  const measure = bare({});
  measure.push(...texts.map((text) => [text]));
  return measure.width;
}

function draw(table: DataTable, columns: readonly Column[], widths: readonly number[]): string {
  const drawn = bare(
    {
      head: columns.map(({ heading }) => heading),
      colWidths: [...widths],
      colAligns: columns.map((column) => (column.format === 'text' ? 'left' : 'right')),
      wordWrap: true,
    },
    GAP,
  );
  const texts = columns.map((column) => textsOf(table, column));
  drawn.push(...table.rows.map((_, row) => texts.map((column) => column[row] ?? '-')));
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function bare(options: ConstructorParameters<typeof Table>[0], left = 0): Table.Table {
  const style = { head: [], border: [], 'padding-left': left, 'padding-right': 0, compact: true };
  return new Table({ ...options, chars: { ...BARE, middle: '' }, style });
}
