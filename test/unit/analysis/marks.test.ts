import { expect, test } from 'vitest';
import { allTables, analyse, type Table } from '../../../analysis/index.js';
import { marksOf } from '../../../analysis/export/marks.js';
import { column, table } from '../../../analysis/tables/table.js';
import { cell, HAND_MADE, measured, ratios, study } from './fixture.js';

type Values = readonly (number | null)[];

/** What is marked of rows with these values, in groups if any are given. */
function marks(values: Values, better: 'higher' | 'lower', groups?: readonly string[]) {
  const value = column('value', 'value', 'percent', { better });
  const made = table({
    id: 'marked',
    title: '',
    columns: [column('group', 'group', 'text'), value],
    rows: values.map((each, row) => ({
      cells: { group: groups?.[row] ?? 'one', value: each },
      scripted: false,
    })),
    ...(groups === undefined ? {} : { groupBy: ['group'] }),
    notes: [],
  });
  const found = marksOf(made, value);
  return made.rows.map((row) => found.get(row) ?? null);
}

/** Keys of the columns of which something is marked. */
function markedColumns(of: Table): string[] {
  return of.columns.filter((own) => marksOf(of, own).size > 0).map(({ key }) => key);
}

test('the highest value is the best where higher is better', () => {
  expect(marks([0.1, 0.3, 0.2], 'higher')).toEqual([null, 'best', 'second']);
});

test('the lowest value is the best where lower is better', () => {
  expect(marks([0.1, 0.3, 0.2], 'lower')).toEqual(['best', null, 'second']);
});

test('values that read the same share a mark', () => {
  expect(marks([0.50001, 0.5, 0.4, 0.40001, 0.3], 'higher')).toEqual([
    'best',
    'best',
    'second',
    'second',
    null,
  ]);
});

test('values that differ below 0 are told apart', () => {
  expect(marks([-0.1, -0.2], 'higher')).toEqual(['best', 'second']);
});

test('a null is never marked', () => {
  expect(marks([null, 0.2, 0.1], 'lower')).toEqual([null, 'second', 'best']);
});

test('nothing is marked beside nulls alone', () => {
  expect(marks([0.2, null], 'higher')).toEqual([null, null]);
});

test('a group of one row is not marked', () => {
  expect(marks([0.2, 0.1, 0.3], 'higher', ['a', 'b', 'b'])).toEqual([null, 'second', 'best']);
});

test('nothing is marked where all values of a group read the same', () => {
  expect(marks([0.2, 0.2], 'higher')).toEqual([null, null]);
});

test('groups are marked apart, wherever their rows stand', () => {
  expect(marks([0.1, 0.9, 0.2, 0.8], 'higher', ['a', 'b', 'a', 'b'])).toEqual([
    'second',
    'best',
    'best',
    'second',
  ]);
});

test('a column in which no value is the better one is not marked', () => {
  const plain = column('value', 'value', 'score');
  const rows = [1, 2].map((value) => ({ cells: { value }, scripted: false }));
  expect(marksOf(table({ id: 'plain', title: '', columns: [plain], rows, notes: [] }), plain).size).toBe(0);
});

test('ratios over shared problems are compared', () => {
  const ranking = allTables(analyse(HAND_MADE, { resamples: 20 })).find(
    ({ id }) => id === 'ranking-python-generate',
  );
  expect(ranking === undefined ? [] : markedColumns(ranking)).toContain('execution_time_ratio');
});

test("ratios over problems of each model's own are not compared", () => {
  const cells = ['P1', 'P2'].flatMap((uid) => [
    cell('a', uid, measured(ratios(1))),
    cell('b', uid, uid === 'P1' ? measured(ratios(2)) : { verdict: 'wrong_answer' }),
  ]);
  const [ranking] = allTables(analyse(study(cells), { resamples: 20 }));
  expect(ranking === undefined ? [] : markedColumns(ranking)).toEqual(['score', 'pass_rate']);
});

test('a table that groups by what is no column is refused', () => {
  const parts = { id: 't', title: '', columns: [column('a', 'a', 'text')], rows: [], notes: [] };
  expect(() => table({ ...parts, groupBy: ['b'] })).toThrow('groups by "b"');
});
