import type { Column } from '../tables/table.js';
import type { Exporter } from './contract.js';
import { formatValue } from './format.js';
import { pageOf, SCRIPTED_MARK, type Page, type PageCell, type PageRow } from './page.js';

/**
 * A part of an HTML page, well-formed as XML, too: a table that scrolls sideways, then its notes. The best values are bold,
 * the second-best underlined, rows that name a scripted model have a dagger. Detail columns are left out, and named.
 */
export const html: Exporter = {
  id: 'html',
  extension: 'html',
  render(table) {
    const page = pageOf(table, { best: 'bold', second: 'underlined' });
    const title = escapeHtml(table.title);
    const id = escapeHtml(`table-${table.id}`);
    return [
      `<div class="table" id="${id}">`,
      `<div class="scroll" tabindex="0" role="region" aria-label="${title}">`,
      '<table>',
      `<caption>${title}</caption>`,
      ...(page.rows.length === 0 ? ['<tbody><tr><td>(no rows)</td></tr></tbody>'] : linesOf(page)),
      '</table>',
      '</div>',
      ...(page.notes.length === 0
        ? []
        : ['<ul class="notes">', ...page.notes.map((note) => `<li>${escapeHtml(note)}</li>`), '</ul>']),
      '</div>',
      '',
    ].join('\n');
  },
};

/** Text that reads as it is, in an element or in a quoted attribute. Control characters become spaces. */
export function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return formatValue(text, 'text').replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function linesOf({ columns, rows, scripted }: Page): string[] {
  const head = columns.map(
    (column) => `<th scope="col"${alignment(column)}>${escapeHtml(column.heading)}</th>`,
  );
  const corner = scripted ? ['<th scope="col" aria-label="scripted"></th>'] : [];
  return [
    `<thead><tr>${[...corner, ...head].join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map((row) => lineOf(row, columns, scripted)),
    '</tbody>',
  ];
}

function lineOf(row: PageRow, columns: readonly Column[], scripted: boolean): string {
  const corner = scripted ? [`<td>${row.scripted ? SCRIPTED_MARK : ''}</td>`] : [];
  const cells = columns.map((column, place) => {
    const cell = row.cells[place];
    return `<td${alignment(column)}>${cell === undefined ? '' : cellText(cell)}</td>`;
  });
  return `<tr${row.opens ? ' class="opens"' : ''}>${[...corner, ...cells].join('')}</tr>`;
}

function alignment({ format }: Column): string {
  return format === 'text' ? '' : ' class="number"';
}

function cellText({ text, mark }: PageCell): string {
  const escaped = escapeHtml(text);
  if (mark === 'best') return `<strong>${escaped}</strong>`;
  return mark === 'second' ? `<u>${escaped}</u>` : escaped;
}
