import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allTables, analyse, EXPORTERS, type Table } from '../../../analysis/index.js';
import { column, table } from '../../../analysis/tables/table.js';
import { HAND_MADE, SAMPLED } from './fixture.js';
import { MEASURED } from './fixture-measured.js';

const tables = [HAND_MADE, SAMPLED, MEASURED].flatMap((results) => allTables(analyse(results)));
const { csv, json, terminal } = EXPORTERS;

function small(rows: Table['rows'], notes: readonly string[] = []): Table {
  return table({
    id: 'small',
    title: 'Small',
    columns: [
      column('model', 'model', 'text'),
      column('rate', 'pass rate', 'percent'),
      column('ratio', 'time ratio', 'ratio', { detail: true }),
    ],
    rows,
    notes,
  });
}
const row = (model: string, rate: number | null = 0.5, ratio: number | null = 2) => ({
  cells: { model, rate, ratio },
  scripted: false,
});

describe.each(Object.values(EXPORTERS))('$id', (exporter) => {
  test('ends every table in one line feed', () => {
    for (const part of tables) expect(exporter.render(part)).toMatch(/[^\n]\n$/);
  });

  test('says which tables hold scripted models', () => {
    for (const part of allTables(analyse(HAND_MADE))) expect(exporter.render(part)).toContain('scripted');
  });

  test('renders a table without rows', () => {
    expect(exporter.render(small([]))).not.toBe('');
  });

  test('has no carriage return and no escape sequence', () => {
    // eslint-disable-next-line no-control-regex -- the escape is what must be absent
    for (const part of tables) expect(exporter.render(part)).not.toMatch(/[\r\u001b]/);
  });
});

test('csv writes numbers unrounded and nothing for null', () => {
  expect(csv.render(small([row('a', 1 / 3, null)]))).toBe(
    'model,rate,ratio,scripted\na,0.3333333333333333,,false\n',
  );
});

test('csv quotes what needs it', () => {
  expect(csv.render(small([row('a, "b"')])).split('\n')[1]).toBe('"a, ""b""",0.5,2,false');
});

test('json reads back as the table', () => {
  for (const part of tables) expect(JSON.parse(json.render(part))).toEqual({ ...part, filesOnly: undefined });
});

test('terminal shows a null as a dash', () => {
  expect(terminal.render(small([row('a', null, null)]))).toMatch(/a +- +-\n/);
});

test('terminal rounds percentages to two decimals and ratios to four digits', () => {
  expect(terminal.render(small([row('a', 0.78659, 0.000123456)]))).toMatch(/a +78\.66 % +0\.0001235\n/);
});

test('terminal keeps every column within a width that suffices', () => {
  expect(terminal.render(small([row('a')]), { width: 60 })).not.toContain('left out');
});

test('terminal names the detail columns that it leaves out for want of room', () => {
  const text = terminal.render(small([row('a')]), { width: 20 });
  expect(text).toContain('left out for want of room: time ratio');
  expect(text).not.toContain('2.000');
});

test('terminal keeps the lines of a table within the width', () => {
  const [ranking] = tables;
  const text = ranking === undefined ? '' : terminal.render(ranking, { width: 96 });
  const body = text.split('\n\n')[1] ?? '';
  expect(body).toContain('scripted-gamma');
  for (const line of body.split('\n')) expect(line.length).toBeLessThanOrEqual(96);
});

test('terminal cuts no name and no number, however narrow it is', () => {
  const name = fc.stringMatching(/^[a-z0-9.:/-]{1,40}$/);
  fc.assert(
    fc.property(
      fc.array(name, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 200 }),
      (names, width) => {
        const text = terminal.render(small(names.map((each) => row(each, 0.1234))), { width });
        for (const each of names) expect(text).toContain(each);
        expect(text).toContain('12.34 %');
        expect(text).not.toContain('…');
      },
    ),
  );
});

test('terminal aligns names of wide characters', () => {
  const text = terminal.render(small([row('通义灵码'), row('a')]), { width: 80 });
  expect(text).toMatch(/ {2}通义灵码 +50\.00 %/);
  expect(text).not.toContain('…');
});

test('terminal lets no control character through', () => {
  expect(terminal.render(small([row('a\u001b[31mb\nc')]))).toContain('a [31mb c');
});
