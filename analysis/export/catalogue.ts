import type { Analysis } from '../analysis.js';
import { figuresOf, renderPdf, renderSvg, type Figure } from '../figures/index.js';
import { allTables } from '../tables/index.js';
import { catalogueIndex } from './catalogue-index.js';
import { csv } from './csv.js';
import { tableFiles } from './files.js';
import { json } from './json.js';
import { latexDocument } from './latex-document.js';
import { latex } from './latex.js';
import { markdown } from './markdown.js';

const TABLE_FORMATS = { csv, json, md: markdown, tex: latex } as const;
const FIGURE_FORMATS = { svg: renderSvg, pdf: renderPdf } as const;

type TableFormat = keyof typeof TABLE_FORMATS;
type FigureFormat = keyof typeof FIGURE_FORMATS;
export type CatalogueFormat = TableFormat | FigureFormat;

/** Of tables, then of figures; each is the extension of its files. */
export const CATALOGUE_FORMATS: readonly CatalogueFormat[] = ['csv', 'json', 'md', 'tex', 'svg', 'pdf'];

/**
 * Every table and figure of an analysis in the given formats, by the name of its file, after `index.md`; with LaTeX, a
 * document `tables.tex` that holds them all. The same analysis gives the same bytes.
 */
export async function catalogueFiles(
  analysis: Analysis,
  formats: readonly CatalogueFormat[],
): Promise<Map<string, string | Uint8Array>> {
  const ofTables = formats.filter((format) => format in TABLE_FORMATS) as TableFormat[];
  const ofFigures = formats.filter((format) => format in FIGURE_FORMATS) as FigureFormat[];
  const tables = ofTables.length === 0 ? [] : allTables(analysis);
  const figures = ofFigures.length === 0 ? [] : figuresOf(analysis);
  const exporters = ofTables.map((format) => TABLE_FORMATS[format]);
  const index = catalogueIndex(analysis, [
    { what: 'table', entries: tables, extensions: ofTables },
    { what: 'figure', entries: figures, extensions: ofFigures },
  ]);
  const inLatex = ofFigures.includes('pdf') ? figures : [];
  const document = latexDocument(tables, inLatex);
  return new Map<string, string | Uint8Array>([
    ['index.md', index],
    ...(ofTables.includes('tex') ? ([['tables.tex', document]] as const) : []),
    ...tableFiles(tables, exporters),
    ...(await figureFiles(figures, ofFigures)),
  ]);
}

async function figureFiles(
  figures: readonly Figure[],
  formats: readonly FigureFormat[],
): Promise<[string, string | Uint8Array][]> {
  const files: [string, string | Uint8Array][] = [];
  for (const format of formats)
    for (const figure of figures)
      files.push([`${figure.id}.${format}`, await FIGURE_FORMATS[format](figure)]);
  return files;
}
