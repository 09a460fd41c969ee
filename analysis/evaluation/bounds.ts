import type { Estimate } from './refinement.js';
import type { Interval } from '../statistics/index.js';
import { column, type Column, type ColumnFormat } from '../tables/table.js';

/** The two cells of an interval. */
export function bounds(key: string, interval: Interval | null): Record<string, number | null> {
  return { [`${key}_low_95`]: interval?.low ?? null, [`${key}_high_95`]: interval?.high ?? null };
}

/** The cells of a figure and its interval. */
export function estimateCells(key: string, { value, interval }: Estimate): Record<string, number | null> {
  return { [key]: value, ...bounds(key, interval) };
}

/** The columns of an interval that only files have room for. */
export function boundColumns(
  key: string,
  heading: string,
  format: ColumnFormat,
  options: Partial<Pick<Column, 'unit'>> = {},
): Column[] {
  return (['low', 'high'] as const).map((end) =>
    column(`${key}_${end}_95`, `${heading}, 95 % ${end}`, format, { ...options, detail: true }),
  );
}
