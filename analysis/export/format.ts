import type { CellValue, ColumnFormat } from '../tables/table.js';

/** A value as people read it; a null is a dash, never a 0. Independent of the locale. */
export function formatValue(value: CellValue, format: ColumnFormat): string {
  if (value === null) return '-';
  // A line break or an escape sequence in a model's name must not reach the terminal.
  if (typeof value === 'string') return value.replace(/\p{Cc}+/gu, ' ');
  switch (format) {
    case 'percent':
      return `${fixed(value * 100, 2)} %`;
    case 'ratio':
      return value.toPrecision(4);
    case 'score':
      return fixed(value, 4);
    case 'count':
    case 'text':
      return String(value);
  }
}

/** What rounds to 0 has no sign. */
function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? (0).toFixed(decimals) : text;
}
