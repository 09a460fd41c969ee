import type { Column } from '../tables/table.js';
import type { Page } from './page.js';

/** How a column is set; widths are in characters. */
export interface ColumnLayout {
  readonly width: number;
  /** Where its texts are broken into lines; null where they are not. */
  readonly breakAt: number | null;
  /** Lines of the heading. */
  readonly heading: readonly string[];
  /** In the preamble of a tabular. */
  readonly letter: string;
}

/** Lists of names that are longer are always broken into lines. */
const LIST_WIDTH = 32;
/** Where room is short, names that are longer are broken, too. */
const NAME_WIDTH = 18;
/** Headings are broken where they are wider than this, and than what stands below. */
const HEADING_WIDTH = 10;

export function columnLayouts({ columns, rows }: Page, short: boolean): ColumnLayout[] {
  return columns.map((column, place) =>
    layoutOf(
      column,
      rows.map(({ cells }) => cells[place]?.text ?? ''),
      short,
    ),
  );
}

function layoutOf({ heading, format }: Column, texts: readonly string[], short: boolean): ColumnLayout {
  const percent = format === 'percent';
  const content = widest(texts) - (percent ? 2 : 0);
  const breakAt = format === 'text' ? breakWidth(texts, short) : null;
  const body = Math.min(breakAt ?? content, content);
  const lines = breakWords(percent ? `${heading} (%)` : heading, Math.max(body, HEADING_WIDTH));
  const width = Math.max(body, widest(lines));
  return { width, breakAt, heading: lines, letter: letterOf(format, breakAt === null ? null : width) };
}

function breakWidth(texts: readonly string[], short: boolean): number | null {
  if (short && widest(texts) > NAME_WIDTH) return NAME_WIDTH;
  return texts.some((text) => text.length > LIST_WIDTH && text.includes(' ')) ? LIST_WIDTH : null;
}

/** A name is broken where it has a hyphen, and never by one that it has not. */
function letterOf(format: Column['format'], width: number | null): string {
  if (width === null) return format === 'text' ? 'l' : 'r';
  return `>{\\raggedright\\hyphenpenalty10000\\arraybackslash}p{${(width * 0.5).toFixed(1)}em}`;
}

function breakWords(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(word);
  }
  return lines;
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => Array.from(text).length));
}
