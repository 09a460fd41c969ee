import type { Spec } from './figure.js';
import { inkOn, type DrawnModel } from './models.js';
import { FONT_SIZE, ONE_COLUMN, roomFor } from './theme.js';

const ROW = 12;
const SQUARE = 10;
/** After the square, and after its label. */
const GAPS = 12;

/** A view that says which letter and colour is which model, in as many columns as fit below what it explains. */
export function modelKey(models: readonly DrawnModel[], beside: number): Spec {
  const widths = columnsFor(models, Math.max(beside, ONE_COLUMN));
  const starts = widths.map((_, column) => widths.slice(0, column).reduce((sum, own) => sum + own, 0));
  const width = widths.reduce((sum, own) => sum + own, 0);
  const height = Math.ceil(models.length / widths.length) * ROW;
  const values = models.map(({ letter, label, colour }, index) => ({
    letter,
    label,
    colour,
    ink: inkOn(colour),
    x: (starts[index % widths.length] ?? 0) + SQUARE / 2,
    y: Math.floor(index / widths.length) * ROW + ROW / 2,
  }));
  const place = {
    x: { field: 'x', type: 'quantitative', axis: null, scale: { domain: [0, width], nice: false } },
    y: { field: 'y', type: 'quantitative', axis: null, scale: { domain: [height, 0], nice: false } },
  };
  const literal = (field: string) => ({ field, type: 'nominal', scale: null });
  return {
    width,
    height,
    view: { stroke: null },
    data: { values },
    layer: [
      {
        mark: { type: 'square', size: SQUARE * SQUARE, opacity: 1 },
        encoding: { ...place, color: literal('colour') },
      },
      {
        mark: { type: 'text', fontSize: FONT_SIZE - 1 },
        encoding: { ...place, text: { field: 'letter' }, color: literal('ink') },
      },
      {
        mark: { type: 'text', align: 'left', dx: SQUARE / 2 + 3 },
        encoding: { ...place, text: { field: 'label' } },
      },
    ],
  };
}

/** Widths of the most columns that fit, at least one. */
function columnsFor(models: readonly DrawnModel[], width: number): number[] {
  for (let count = models.length; count > 1; count -= 1) {
    const widths = columnWidths(models, count);
    if (widths.reduce((sum, own) => sum + own, 0) <= width) return widths;
  }
  return columnWidths(models, 1);
}

function columnWidths(models: readonly DrawnModel[], count: number): number[] {
  return Array.from({ length: count }, (_, column) => {
    const labels = models.filter((__, index) => index % count === column).map(({ label }) => label);
    return SQUARE + roomFor(labels) + GAPS;
  });
}
