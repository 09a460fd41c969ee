import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXPORTERS, type Table } from '../../../analysis/index.js';
import { escapeLatex } from '../../../analysis/export/latex-escape.js';
import { column, table } from '../../../analysis/tables/table.js';

const { latex } = EXPORTERS;

function small(models: readonly string[], given: Partial<Table> = {}): Table {
  return table({
    id: 'small',
    title: 'Small & 100 %',
    columns: [
      column('model', 'model', 'text'),
      column('rate', 'pass rate', 'percent', { better: 'higher' }),
      column('p', 'p', 'ratio'),
    ],
    rows: models.map((model, row) => ({
      cells: { model, rate: -row / 10, p: row === 0 ? null : 1.5e-9 },
      scripted: false,
    })),
    notes: [],
    ...given,
  });
}

const wide = (columns: number, rows: number): Table => {
  const keys = Array.from({ length: columns }, (_, index) => `c${index}`);
  const cells = Object.fromEntries(keys.map((key) => [key, 'some words']));
  return table({
    id: 'wide',
    title: 'Wide',
    columns: keys.map((key) => column(key, key, 'text')),
    rows: Array.from({ length: rows }, () => ({ cells, scripted: false })),
    notes: [],
  });
};

test('a table has its caption, its label and rules', () => {
  const text = latex.render(small(['a', 'b']));
  expect(text).toContain('\\caption{Small \\& 100 \\%}\n\\label{tab:small}\n');
  for (const rule of ['\\toprule', '\\midrule', '\\bottomrule']) expect(text.split(rule).length - 1).toBe(1);
});

test('numbers stand to the right, percent signs in the heading', () => {
  const text = latex.render(small(['a', 'b']));
  expect(text).toContain('{@{}lrr@{}}');
  expect(text).toContain('\nmodel & (\\%) & p \\\\\n');
});

test('the best value is bold and the second underlined', () => {
  expect(latex.render(small(['a', 'b', 'c']))).toContain(
    [
      'a & \\textbf{0.00} & \\textendash{} \\\\',
      'b & \\underline{\\ensuremath{-}10.00} & 1.500\\ensuremath{\\times 10^{-9}} \\\\',
      'c & \\ensuremath{-}20.00 & 1.500\\ensuremath{\\times 10^{-9}} \\\\',
    ].join('\n'),
  );
});

test('a row that names a scripted model has a dagger in front', () => {
  const rows = [true, false].map((scripted) => ({ cells: { model: 'm', rate: null, p: null }, scripted }));
  const text = latex.render(small([], { rows }));
  expect(text).toContain('\n\\ensuremath{\\dagger} & m & ');
  expect(text).toContain('\n & m & ');
  expect(text).toContain('\\ensuremath{\\dagger}: the row names a scripted model');
});

test('a name that begins with a bracket is no option of the line break before it', () => {
  expect(latex.render(small(['[a]', '*b']))).toMatch(/\n\{\}\[a\] & .*\n\{\}\*b & /);
});

test('groups that stand together are set apart', () => {
  const cells = (model: string, rate: number) => ({ cells: { model, rate, p: null }, scripted: false });
  const rows = [cells('a', 0.1), cells('a', 0.2), cells('b', 0.3), cells('b', 0.4)];
  const text = latex.render(small([], { rows, groupBy: ['model'] }));
  expect(text).toMatch(/20\.00\} & .*\n\\addlinespace\nb & /);
});

test('a table without rows says so', () => {
  expect(latex.render(small([]))).toContain('\\multicolumn{3}{@{}l@{}}{(no rows)}');
});

test('a small table is neither scaled nor turned', () => {
  expect(latex.render(wide(3, 3))).not.toMatch(/resizebox|landscape|longtable\}/);
});

test('a table about as wide as the page is scaled down where it is wider', () => {
  expect(latex.render(wide(8, 3))).toContain('\\resizebox{\\ifdim\\width>\\linewidth');
});

test('a table much wider than the page is turned sideways', () => {
  expect(latex.render(wide(14, 3))).toMatch(/\n\\begin\{landscape\}\n\\begin\{table\}/);
});

test('a table longer than the page is a longtable that repeats its head', () => {
  const text = latex.render(wide(3, 80));
  expect(text).toContain('\\begin{longtable}');
  expect(text.split('c0 & c1 & c2').length - 1).toBe(2);
});

/** Any character, and often those that matter. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme-ascii' }),
  fc.string({ unit: fc.constantFrom(...Array.from('\\{}$&#%_^~<>|"`\'-,?!×≤²°éçŁ模\n[')) }),
);

describe('escaping', () => {
  test.each([
    ['a_b%c&d#e$f{g}', 'a\\_b\\%c\\&d\\#e\\$f\\{g\\}'],
    ['\\~^', '\\textbackslash{}\\textasciitilde{}\\textasciicircum{}'],
    ['<|>"`', '\\textless{}\\textbar{}\\textgreater{}\\char34{}\\char96{}'],
    ['×≤–−', '\\ensuremath{\\times}\\ensuremath{\\le}\\textendash{}\\ensuremath{-}'],
    ["a--b,,c''", "a-{}-b,{},c'{}'"],
    ['éïçŁ', '\\\'{e}\\"{\\i}\\c{c}\\L{}'],
    ['模', '\\texttt{U+6A21}'],
    ['a\nb\u001b', 'a b '],
  ])('%j is %s', (text, escaped) => {
    expect(escapeLatex(text)).toBe(escaped);
  });

  /** All that may stand in escaped text: signs without a meaning, and commands that are whole. */
  const WHOLE = new RegExp(
    [
      /[A-Za-z0-9 !'()*+,\-./:;=?@[\]]/,
      /~/,
      /\{\}/,
      /\\[&%$#_{},]/,
      /\\(?:[A-Za-z]+|char\d\d)\{\}/,
      /\\[`'^~=u."rHvc]\{(?:[A-Za-z]|\\[ij])\}/,
      /\\texttt\{U\+[0-9A-F]{4,6}\}/,
      /\\ensuremath\{[\\A-Za-z0-9^{}-]+?\}/,
    ]
      .map(({ source }) => source)
      .join('|'),
    'gy',
  );

  test('leaves no sign that has a meaning in LaTeX, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeLatex(text);
        // Braces of a circled degree are two deep.
        const rest = escaped.replace(/\\ensuremath\{\^\{[^{}]*\}\}/g, '').replace(WHOLE, '');
        expect(rest).toBe('');
      }),
    );
  });

  test('gives ASCII', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeLatex(text)).toMatch(/^[\x20-\x7e]*$/);
      }),
    );
  });

  test('keeps ASCII as it was', () => {
    const names: Readonly<Record<string, string>> = {
      '\\textbackslash{}': '\\',
      '\\textasciicircum{}': '^',
      '\\textasciitilde{}': '~',
      '\\textless{}': '<',
      '\\textgreater{}': '>',
      '\\textbar{}': '|',
      '\\char34{}': '"',
      '\\char96{}': '`',
      '{}': '',
    };
    const read = (text: string) =>
      text.replace(
        /\\(?:text[a-z]+|char\d\d)\{\}|\\([&%$#_{}])|\{\}/g,
        (command, sign: string | undefined) => sign ?? names[command] ?? command,
      );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(read(escapeLatex(text))).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test('leaves every row with the separators of its columns, whatever models are called', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 4 }), (models) => {
        const text = latex.render(small(models));
        const rows =
          (text.split('\\midrule\n')[1] ?? '').split('\\bottomrule')[0]?.trimEnd().split('\n') ?? [];
        expect(rows).toHaveLength(models.length);
        for (const row of rows) {
          expect(row).toMatch(/ \\\\$/);
          expect(
            row
              .slice(0, -3)
              .replace(/\\[&\\]/g, '')
              .match(/&/g),
          ).toHaveLength(2);
        }
      }),
    );
  });
});
