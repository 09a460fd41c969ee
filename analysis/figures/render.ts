import { createRequire } from 'node:module';
import type * as Vega from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import type { Figure } from './figure.js';

const require = createRequire(import.meta.url);
const FONTS = {
  normal: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
} as const;

/** An SVG document that needs nothing else. The same figure gives the same bytes. */
export async function renderSvg({ spec }: Figure): Promise<string> {
  const vega = await loadVega();
  const { compile } = await import('vega-lite');
  const compiled = compile(spec as unknown as TopLevelSpec, { logger: vega.logger(vega.Error) });
  const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none', logLevel: vega.Error });
  try {
    return `${await view.toSVG()}\n`;
  } finally {
    view.finalize();
  }
}

/** A PDF of one page, as large as the figure, with its fonts inside. The same figure gives the same bytes. */
export async function renderPdf(figure: Figure): Promise<Uint8Array> {
  const svg = await renderSvg(figure);
  const [{ default: PDFDocument }, { default: drawSvg }] = await Promise.all([
    import('pdfkit'),
    import('svg-to-pdfkit'),
  ]);
  const { width, height } = sizeOf(svg);
  const info = { Title: figure.title, Creator: 'perforch', Producer: 'pdfkit', CreationDate: new Date(0) };
  const document = new PDFDocument({ size: [width, height], margin: 0, font: FONTS.normal, info });
  const done = bytesOf(document);
  // No date is written: what can't be enumerated is not, while the library needs one for the file's id.
  Object.defineProperty(document.info, 'CreationDate', { enumerable: false });
  for (const [name, path] of Object.entries(FONTS)) document.registerFont(name, path);
  drawSvg(document, svg, 0, 0, {
    width,
    height,
    assumePt: true,
    fontCallback: (_family, bold) => (bold ? 'bold' : 'normal'),
  });
  document.end();
  return done;
}

function bytesOf(stream: NodeJS.ReadableStream): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.once('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
    stream.once('error', reject);
  });
}

/** Of the viewBox, in points. */
function sizeOf(svg: string): { readonly width: number; readonly height: number } {
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  if (width === undefined || height === undefined) throw new Error('a figure without a viewBox');
  return { width: Number(width), height: Number(height) };
}

/** What vega asks for the width of a text; it exports this, but its types don't say so. */
interface TextMetrics {
  width: (
    item: { readonly fontSize?: number; readonly fontWeight?: string | number },
    text: unknown,
  ) => number;
}
/** Where a text names no size. */
const VEGA_FONT_SIZE = 11;

let loaded: Promise<typeof Vega> | null = null;

/** Vega, which measures texts by the very font that the PDF has inside, wherever it runs. */
function loadVega(): Promise<typeof Vega> {
  loaded ??= (async () => {
    const [vega, { default: PDFDocument }] = await Promise.all([import('vega'), import('pdfkit')]);
    const { textMetrics } = vega as unknown as { textMetrics: TextMetrics };
    const meter = new PDFDocument({ font: FONTS.normal });
    for (const [name, path] of Object.entries(FONTS)) meter.registerFont(name, path);
    textMetrics.width = ({ fontSize, fontWeight }, text) =>
      meter
        .font(fontWeight === 'bold' ? 'bold' : 'normal')
        .fontSize(fontSize ?? VEGA_FONT_SIZE)
        .widthOfString(String(text));
    return vega;
  })();
  return loaded;
}
