import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXPORTERS, type Table } from '../../../analysis/index.js';
import { escapeMarkdown } from '../../../analysis/export/markdown.js';
import { column, table } from '../../../analysis/tables/table.js';

const { markdown } = EXPORTERS;

function small(models: readonly string[], given: Partial<Table> = {}): Table {
  return table({
    id: 'small',
    title: 'Small',
    columns: [
      column('model', 'model', 'text'),
      column('rate', 'pass rate', 'percent', { better: 'higher' }),
      column('ratio', 'time ratio', 'ratio', { detail: true }),
    ],
    rows: models.map((model, row) => ({
      cells: { model, rate: 0.5 - row / 10, ratio: null },
      scripted: false,
    })),
    notes: [],
    ...given,
  });
}

function bodyOf(text: string): string[] {
  return text.split('\n').filter((line) => line.startsWith('|'));
}

test('columns are aligned, numbers to the right, and the best value is bold', () => {
  expect(bodyOf(markdown.render(small(['alpha', 'b'])))).toEqual([
    '| model |   pass rate |',
    '| ----- | ----------: |',
    '| alpha | **50.00 %** |',
    '| b     |     40.00 % |',
  ]);
});

test('notes are a list, and name what is left out', () => {
  expect(markdown.render(small(['a', 'b'], { notes: ['- one', '2. two'] }))).toContain(
    '\n- \\- one\n- 2\\. two\n- bold: the best value of all rows; equal ones are all marked\n- left out here: time ratio\n',
  );
});

test('a row that names a scripted model has a dagger in front', () => {
  const rows = [true, false].map((scripted) => ({
    cells: { model: 'm', rate: null, ratio: null },
    scripted,
  }));
  const text = markdown.render(small([], { rows }));
  expect(bodyOf(text).slice(2)).toEqual(['| †   | m     |         - |', '|     | m     |         - |']);
  expect(text).toContain('- †: the row names a scripted model');
});

test('a table without rows says so', () => {
  expect(markdown.render(small([]))).toContain('(no rows)');
});

test('what has a meaning in Markdown reads as it is', () => {
  expect(escapeMarkdown('a_b*c|d`e<i>[f](g)~h\\i&amp;')).toBe(
    'a\\_b\\*c\\|d\\`e\\<i\\>\\[f\\](g)\\~h\\\\i\\&amp;',
  );
});

describe('whatever models are called', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('|', '\\', '`', '*', '<', '\n', 'a') }),
  );

  test('every row has one border more than columns', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (models) => {
        const lines = bodyOf(markdown.render(small(models)));
        expect(lines).toHaveLength(models.length + 2);
        for (const line of lines) expect(line.replace(/\\./gs, '').match(/\|/g)).toHaveLength(3);
      }),
    );
  });

  test('no sign stands alone that begins emphasis, code, a tag, a link or an entity', () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(escapeMarkdown(text).replace(/\\[\\`*_[\]<>&~|$#]/g, '')).not.toMatch(/[\\`*_[\]<>&~|$#]/);
      }),
    );
  });

  test('taking the backslashes away gives the name again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(escapeMarkdown(text).replace(/\\(.)/g, '$1')).toBe(text);
      }),
    );
  });
});
