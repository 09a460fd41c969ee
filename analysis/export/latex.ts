import type { Table } from '../tables/table.js';
import type { Exporter } from './contract.js';
import { escapeLatex } from './latex-escape.js';
import { layoutOf, type Layout } from './latex-layout.js';
import { pageOf, SCRIPTED_MARK, type Page, type PageCell } from './page.js';

/** What a document that inputs these tables needs. */
export const LATEX_PACKAGES = ['array', 'booktabs', 'graphicx', 'longtable', 'pdflscape'] as const;

const SPACING = ['\\setlength{\\tabcolsep}{4pt}', '\\setlength{\\abovetopsep}{4pt}'];

/**
 * A `table` with booktabs rules, its caption, label (`tab:` and its id) and notes; a `longtable` where it is too long for a
 * page, and on a page turned sideways where it is too wide. Best values are bold, the second ones underlined, rows that
 * name a scripted model have a dagger in front. Detail columns are left out, and named. The text is ASCII.
 */
export const latex: Exporter = {
  id: 'latex',
  extension: 'tex',
  render(table) {
    const page = pageOf(table, { best: 'bold', second: 'underlined' });
    const layout = layoutOf(page);
    const lines = layout.long ? longTable(table, page, layout) : floatingTable(table, page, layout);
    const turned = layout.sideways ? ['\\begin{landscape}', ...lines, '\\end{landscape}'] : lines;
    return [`% Needs the packages ${LATEX_PACKAGES.join(', ')}.`, ...turned, ''].join('\n');
  },
};

function floatingTable(table: Table, page: Page, layout: Layout): string[] {
  const tabular = [
    `\\begin{tabular}{${preambleOf(page, layout)}}`,
    ...headLines(page, layout),
    ...bodyLines(page, layout),
    '\\bottomrule',
    '\\end{tabular}',
  ];
  // Narrower as it is, it stays as it is.
  const fitted = layout.shrinks
    ? [
        '\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%',
        ...tabular.slice(0, -1),
        '\\end{tabular}}',
      ]
    : tabular;
  return [
    '\\begin{table}[htbp]',
    '\\centering',
    `\\caption{${escapeLatex(table.title)}}`,
    `\\label{${labelOf(table)}}`,
    `\\${layout.size}`,
    ...SPACING,
    ...fitted,
    ...noteLines(page),
    '\\end{table}',
  ];
}

function longTable(table: Table, page: Page, layout: Layout): string[] {
  const head = headLines(page, layout);
  return [
    '\\begingroup',
    `\\${layout.size}`,
    ...SPACING,
    '\\setlength{\\LTcapwidth}{\\linewidth}',
    `\\begin{longtable}{${preambleOf(page, layout)}}`,
    `\\caption{${escapeLatex(table.title)}}\\label{${labelOf(table)}}\\\\`,
    ...head,
    '\\endfirsthead',
    ...head,
    '\\endhead',
    '\\bottomrule',
    '\\endfoot',
    ...bodyLines(page, layout),
    '\\end{longtable}',
    ...noteLines(page),
    '\\endgroup',
  ];
}

function labelOf({ id }: Table): string {
  return `tab:${id.replace(/[^A-Za-z0-9-]/g, '-')}`;
}

function preambleOf({ scripted }: Page, { columns }: Layout): string {
  return `@{}${scripted ? 'l' : ''}${columns.map(({ letter }) => letter).join('')}@{}`;
}

/** Headings end in one line, above the rule. */
function headLines({ scripted }: Page, { columns }: Layout): string[] {
  const depth = Math.max(...columns.map(({ heading }) => heading.length));
  const rows = Array.from({ length: depth }, (_, line) =>
    rowOf(
      columns.map(({ heading }) => textOf(heading[line - depth + heading.length] ?? '')),
      scripted,
      '',
    ),
  );
  return ['\\toprule', ...rows, '\\midrule'];
}

function bodyLines({ columns, rows, scripted }: Page, layout: Layout): string[] {
  if (rows.length === 0)
    return [`\\multicolumn{${columns.length + (scripted ? 1 : 0)}}{@{}l@{}}{(no rows)} \\\\`];
  return rows.flatMap((row) => {
    const cells = row.cells.map((cell, place) => {
      const broken = (layout.columns[place]?.breakAt ?? null) !== null;
      return broken ? brokenText(cell) : cellOf(cell, columns[place]?.format === 'percent');
    });
    const line = rowOf(cells, scripted, row.scripted ? escapeLatex(SCRIPTED_MARK) : '');
    return row.opens ? ['\\addlinespace', line] : [line];
  });
}

function rowOf(cells: readonly string[], scripted: boolean, mark: string): string {
  return `${(scripted ? [mark, ...cells] : cells).join(' & ')} \\\\`;
}

function cellOf({ value, text, mark }: PageCell, percent: boolean): string {
  const shown =
    value === null ? '\\textendash{}' : typeof value === 'string' ? textOf(text) : numberOf(text, percent);
  if (mark === 'best') return `\\textbf{${shown}}`;
  return mark === 'second' ? `\\underline{${shown}}` : shown;
}

/** What begins a row must not be read as an option of the line break before it. */
function textOf(text: string): string {
  return escapeLatex(text).replace(/^[[*]/, '{}$&');
}

/** May be broken within names, where these have a sign that parts their words. */
function brokenText(cell: PageCell): string {
  if (cell.value === null) return cellOf(cell, false);
  return cell.text
    .split(/(?<=[/_:\u2e80-\uffff])/)
    .map(textOf)
    .join('\\allowbreak{}');
}

/** The percent sign stands in the column's heading. */
function numberOf(text: string, percent: boolean): string {
  const [mantissa = '', exponent] = (percent ? text.replace(/ %$/, '') : text).split('e');
  const number = mantissa.replace('-', '\\ensuremath{-}').replace('Infinity', '\\ensuremath{\\infty}');
  if (exponent === undefined) return number;
  return `${number}\\ensuremath{\\times 10^{${exponent.replace('+', '')}}}`;
}

function noteLines({ notes }: Page): string[] {
  if (notes.length === 0) return [];
  return [
    '\\par\\smallskip\\noindent',
    '\\begin{minipage}{\\linewidth}',
    '\\scriptsize\\raggedright',
    ...notes.map((note) => `${escapeLatex(note)}\\par`),
    '\\end{minipage}\\par',
  ];
}
