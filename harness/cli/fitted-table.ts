const GAP = '  ';

export interface FittedColumn<Row> {
  readonly heading: string;
  readonly text: (row: Row) => string;
  readonly align: 'left' | 'right';
  /** The one with the highest goes first where there is no room; 0 stays. */
  readonly drop: number;
}

/** A table as lines of at most `width` characters: columns that don't fit are left out, the least telling first. */
export function fitted<Row>(
  columns: readonly FittedColumn<Row>[],
  rows: readonly Row[],
  width: number,
): string[] {
  const order = columns.filter(({ drop }) => drop > 0).sort((a, b) => b.drop - a.drop);
  for (let dropped = 0; ; dropped += 1) {
    const without = new Set(order.slice(0, dropped));
    const lines = draw(
      columns.filter((column) => !without.has(column)),
      rows,
    );
    if (dropped === order.length || lines.every((line) => line.length <= width))
      return lines.map((line) => line.slice(0, width));
  }
}

function draw<Row>(columns: readonly FittedColumn<Row>[], rows: readonly Row[]): string[] {
  const texts = columns.map(({ heading, text }) => [heading, ...rows.map(text)]);
  const widths = texts.map((column) => Math.max(...column.map(({ length }) => length)));
  return Array.from({ length: rows.length + 1 }, (_, line) =>
    columns
      .map(({ align }, index) => {
        const text = texts[index]?.[line] ?? '';
        return align === 'left' ? text.padEnd(widths[index] ?? 0) : text.padStart(widths[index] ?? 0);
      })
      .join(GAP)
      .trimEnd(),
  );
}
