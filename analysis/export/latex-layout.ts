import { columnLayouts, type ColumnLayout } from './latex-columns.js';
import type { Page } from './page.js';

type Size = 'footnotesize' | 'scriptsize' | 'tiny';

/** How a table is set on a page of A4 or letter size with margins of an inch. */
export interface Layout {
  /** A font size of LaTeX. */
  readonly size: Size;
  readonly sideways: boolean;
  /** Too long for one page. */
  readonly long: boolean;
  /** May be wider than the page, and is to be scaled down then; never a long one, which can't be. */
  readonly shrinks: boolean;
  readonly columns: readonly ColumnLayout[];
}

/** What fits on a page in `footnotesize`, found from compiled pages: there a character is about 4.1 pt wide. */
const UPRIGHT = { columns: 110, lines: 60 };
const SIDEWAYS = { columns: 171, lines: 38 };
/** Letters that are smaller than those of `scriptsize` are the last resort. */
const SMALL = 0.94;
/** Widths beside those of `footnotesize`. */
const SIZES: readonly (readonly [Size, number])[] = [
  ['footnotesize', 1],
  ['scriptsize', SMALL],
  ['tiny', 0.82],
];
/** Scaled down further than to this share, letters are too small to read. */
const LEAST_SCALE = 0.8;
/** Up to this share of the page, no table is wider than the page, however wide its letters are. */
const SURE_SHARE = 0.6;
/** Characters between two columns. */
const GAP = 2;
/** Characters of a note in a line, and the height of such a line beside that of a row. */
const NOTE = { width: 120, height: 0.85 };

export function layoutOf(page: Page): Layout {
  const columns = columnLayouts(page, false);
  const width = widthOf(page, columns);
  const long = heightOf(page, columns) > UPRIGHT.lines;
  const sideways = width * (long ? SMALL : LEAST_SCALE) > UPRIGHT.columns;
  const place = sideways ? SIDEWAYS : UPRIGHT;
  if (heightOf(page, columns) > place.lines) return longLayout(page, sideways);
  const shrinks = width > place.columns * SURE_SHARE;
  return { size: 'footnotesize', sideways, long: false, shrinks, columns };
}

function longLayout(page: Page, sideways: boolean): Layout {
  const room = sideways ? SIDEWAYS.columns : UPRIGHT.columns;
  const wide = columnLayouts(page, false);
  const columns = widthOf(page, wide) * SMALL <= room ? wide : columnLayouts(page, true);
  const width = widthOf(page, columns);
  const [size] = SIZES.find(([, scale]) => width * scale <= room) ?? ['tiny'];
  return { size, sideways, long: true, shrinks: false, columns };
}

function widthOf({ scripted }: Page, columns: readonly ColumnLayout[]): number {
  return columns.reduce((sum, { width }) => sum + width + GAP, scripted ? 1 : -GAP);
}

/** Lines of headings, rows and notes. */
function heightOf({ rows, notes }: Page, columns: readonly ColumnLayout[]): number {
  const ofRows = rows.map(({ cells, opens }) => {
    const lines = cells.map(({ text }, place) => linesIn(text, columns[place]?.breakAt ?? null));
    return Math.max(1, ...lines) + (opens ? 0.5 : 0);
  });
  const ofNotes = notes.map((note) => NOTE.height * linesIn(note, NOTE.width));
  const head = Math.max(...columns.map(({ heading }) => heading.length));
  return [...ofRows, ...ofNotes].reduce((sum, lines) => sum + lines, head);
}

/** A little more than what the letters take, as lines are not filled to their ends. */
function linesIn(text: string, width: number | null): number {
  return width === null ? 1 : Math.ceil((text.length * 1.1) / width);
}
