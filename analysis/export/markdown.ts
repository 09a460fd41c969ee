import type { Column } from '../tables/table.js';
import type { Exporter } from './contract.js';
import { formatValue } from './format.js';
import { pageOf, SCRIPTED_MARK, type Page, type PageCell } from './page.js';

/**
 * A GitHub table under a heading, with its notes as a list; the best values are bold, rows that name a scripted model have a
 * dagger in front. Detail columns are left out, and named.
 */
export const markdown: Exporter = {
  id: 'markdown',
  extension: 'md',
  render(table) {
    const page = pageOf(table, { best: 'bold', second: null });
    const body = page.rows.length === 0 ? ['(no rows)'] : linesOf(page);
    const notes = page.notes.map((note) => `- ${escapeLine(note)}`);
    return [`### ${escapeMarkdown(table.title)}`, '', ...body, '', ...notes].join('\n').trimEnd() + '\n';
  },
};

/**
 * Text that reads as it is, in a cell or a heading: no emphasis, link, tag, reference or cell border comes of it. Line
 * breaks and other control characters become spaces.
 */
export function escapeMarkdown(text: string): string {
  return formatValue(text, 'text').replace(/[\\`*_[\]<>&~|$#]/g, '\\$&');
}

/** The same at the beginning of a line, where more could begin a list. */
export function escapeLine(text: string): string {
  return escapeMarkdown(text)
    .trimStart()
    .replace(/^[-+]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

function linesOf({ columns, rows, scripted }: Page): string[] {
  const own: Column['format'][] = columns.map(({ format }) => format);
  const formats: Column['format'][] = scripted ? ['text', ...own] : own;
  const head = columns.map(({ heading }) => escapeMarkdown(heading));
  const body = rows.map((row) => {
    const cells = row.cells.map(cellText);
    return scripted ? [row.scripted ? SCRIPTED_MARK : '', ...cells] : cells;
  });
  const lines = [scripted ? ['', ...head] : head, ...body];
  const widths = formats.map((_, place) => Math.max(3, ...lines.map((line) => lengthOf(line[place] ?? ''))));
  const rule = formats.map((format, place) => {
    const dashes = '-'.repeat((widths[place] ?? 3) - 1);
    return format === 'text' ? `${dashes}-` : `${dashes}:`;
  });
  const aligned = lines.map((line) =>
    line.map((text, place) => {
      const room = ' '.repeat((widths[place] ?? 3) - lengthOf(text));
      return formats[place] === 'text' ? text + room : room + text;
    }),
  );
  return [...aligned.slice(0, 1), rule, ...aligned.slice(1)].map((cells) => `| ${cells.join(' | ')} |`);
}

function cellText({ text, mark }: PageCell): string {
  const escaped = escapeMarkdown(text);
  return mark === 'best' ? `**${escaped}**` : escaped;
}

/** In characters, not in code units. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
