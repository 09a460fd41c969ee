import { escapeHtml, html } from '../export/html.js';
import type { Block, ReportDocument } from './document.js';
import { STYLE } from './style.js';

/** Figures are drawn in points for paper; screens get them larger. */
const ENLARGED = 1.45;

/**
 * The report as one page, its figures (`drawn`: SVG by id) and style inside; it runs no script and loads nothing, and says so
 * to the browser. Well-formed as XML, too.
 */
export function reportHtml(
  { title, lead, sections }: ReportDocument,
  drawn: ReadonlyMap<string, string>,
): string {
  const contents = sections.map(
    (section) => `<li><a href="#${section.id}">${escapeHtml(section.title)}</a></li>`,
  );
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8" />',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />`,
    '<meta name="viewport" content="width=device-width, initial-scale=1" />',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<header>',
    `<h1>${escapeHtml(title)}</h1>`,
    ...lead.map((block) => blockHtml(block, drawn)),
    '</header>',
    '<nav aria-label="Contents">',
    '<ol>',
    ...contents,
    '</ol>',
    '</nav>',
    '<main>',
    ...sections.flatMap((section) => [
      `<section id="${section.id}">`,
      `<h2>${escapeHtml(section.title)}</h2>`,
      ...section.blocks.map((block) => blockHtml(block, drawn)),
      '</section>',
    ]),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function blockHtml(block: Block, drawn: ReadonlyMap<string, string>): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escapeHtml(block.text)}</p>`;
    case 'warning':
      return `<p class="warning" role="note"><strong>Warning:</strong> ${escapeHtml(block.text)}</p>`;
    case 'list':
      return ['<ul>', ...block.items.map((item) => `<li>${escapeHtml(item)}</li>`), '</ul>'].join('\n');
    case 'table':
      return html.render(block.table).trimEnd();
    case 'figure': {
      const { id, title, caption } = block.figure;
      const svg = drawn.get(id);
      if (svg === undefined) throw new Error(`the report names a figure that was not drawn: ${id}`);
      return [
        `<figure id="${id}">`,
        `<div class="scroll" tabindex="0" role="img" aria-label="${escapeHtml(title)}">${enlarged(svg.trim())}</div>`,
        `<figcaption><strong>${escapeHtml(title)}.</strong> ${escapeHtml(caption)}</figcaption>`,
        '</figure>',
      ].join('\n');
    }
  }
}

/** Gives the outer size of a drawing alone; what is inside follows its viewBox. */
function enlarged(svg: string): string {
  const scaled = (size: string) => (Number(size) * ENLARGED).toFixed(0);
  return svg.replace(
    /^(<svg [^>]*?)width="([\d.]+)" height="([\d.]+)"/,
    (_, start: string, width: string, height: string) =>
      `${start}width="${scaled(width)}" height="${scaled(height)}"`,
  );
}
