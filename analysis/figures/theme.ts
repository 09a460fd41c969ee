import type { Figure, Spec } from './figure.js';

/** Widths of a journal's one and two columns, in points (88 and 180 mm). */
export const ONE_COLUMN = 250;
export const TWO_COLUMNS = 510;

/** The font that widths are measured by; Verdana has the same ones. */
export const FONT = 'DejaVu Sans';
export const FONT_FAMILY = `${FONT}, Verdana, sans-serif`;
export const FONT_SIZE = 7;
export const GREY = '#767676';
export const LIGHT = '#DDDDDD';

const CONFIG = {
  font: FONT_FAMILY,
  padding: 4,
  background: '#FFFFFF',
  view: { stroke: LIGHT },
  axis: {
    labelFontSize: FONT_SIZE,
    titleFontSize: FONT_SIZE,
    titleFontWeight: 'normal',
    titlePadding: 5,
    labelLimit: 0,
    titleLimit: 0,
    domainColor: GREY,
    tickColor: GREY,
    tickSize: 3,
    gridColor: '#EEEEEE',
  },
  header: { labelFontSize: FONT_SIZE + 1, labelFontWeight: 'bold', labelLimit: 0, title: null },
  legend: {
    labelFontSize: FONT_SIZE,
    titleFontSize: FONT_SIZE,
    labelLimit: 0,
    titleLimit: 0,
    symbolSize: 40,
    rowPadding: 2,
  },
  text: { fontSize: FONT_SIZE },
  title: {
    fontSize: FONT_SIZE + 1,
    fontWeight: 'bold',
    anchor: 'middle',
    frame: 'group',
    offset: 5,
    limit: 0,
  },
  concat: { spacing: 8 },
} as const;

/** A whole specification from its views. */
export function specOf(views: Spec): Spec {
  return { $schema: 'https://vega.github.io/schema/vega-lite/v6.json', config: CONFIG, ...views };
}

/** A figure, with a caption of these sentences. */
export function figure(
  parts: Pick<Figure, 'id' | 'title' | 'spec'> & { readonly caption: readonly string[] },
): Figure {
  return { ...parts, caption: parts.caption.join(' ') };
}

/** Width in points of a text in the figures' font, near enough to leave room for it. */
export function roomFor(texts: readonly string[], fontSize: number = FONT_SIZE): number {
  return Math.ceil(0.62 * fontSize * Math.max(0, ...texts.map((text) => text.length)));
}
