import type { Analysis } from '../analysis.js';
import { figuresOf, renderSvg } from '../figures/index.js';
import { shownTables } from '../tables/index.js';
import { buildReport } from './build.js';
import type { ReportFacts } from './document.js';
import { reportHtml } from './html.js';
import { reportMarkdown } from './markdown.js';

export type { ReportDocument, ReportFacts } from './document.js';
export { buildReport } from './build.js';
export { reportHtml } from './html.js';
export { reportMarkdown } from './markdown.js';

/**
 * The report of a study as Markdown, with its figures beside it, and as one HTML page that needs nothing else; by path. The same
 * analysis and facts give the same bytes.
 */
export async function reportFiles(analysis: Analysis, facts: ReportFacts): Promise<Map<string, string>> {
  const figures = figuresOf(analysis);
  const document = buildReport({ analysis, figures, tables: shownTables(analysis), ...facts });
  const drawn = new Map<string, string>();
  for (const figure of figures) drawn.set(figure.id, await renderSvg(figure));
  return new Map([
    ['report.md', reportMarkdown(document)],
    ['report.html', reportHtml(document, drawn)],
    ...[...drawn].map(([id, svg]) => [`figures/${id}.svg`, svg] as const),
  ]);
}
