import { expect, test } from 'vitest';
import { allTables, analyse, type Table } from '../../../analysis/index.js';
import { table as complete, column } from '../../../analysis/tables/table.js';
import { cell, HAND_MADE, measured, ratios, SAMPLED, study } from './fixture.js';

const tables = allTables(analyse(HAND_MADE));

function tableOf(id: string, from: readonly Table[] = tables): Table {
  const found = from.find((table) => table.id === id);
  if (found === undefined) throw new Error(`no table ${id}`);
  return found;
}

test('there is one ranking a stage and one a language and stage', () => {
  expect(tables.map(({ id }) => id)).toEqual([
    'ranking-all-generate',
    'ranking-python-generate',
    'ranking-rust-generate',
    'rank-intervals',
    'rank-intervals-by-category',
    'winners',
    'ranking-sources',
    'sensitivity',
    'winner-counts',
    'interactions',
    'router-gain',
    'pass-at-1',
    'comparisons',
    'outcomes',
    'speed',
    'measurability',
    'certificate',
  ]);
});

test('a study that measures nothing has no tables of measuring', () => {
  const without = allTables(analyse({ ...HAND_MADE, presets: [] })).map(({ id }) => id);
  expect(without).toEqual(tables.slice(0, -3).map(({ id }) => id));
});

test('several samples add a table of pass@k', () => {
  expect(allTables(analyse(SAMPLED)).map(({ id }) => id)).toContain('pass-at-k');
});

test('a model that is not ranked is named under its ranking', () => {
  expect(tableOf('ranking-rust-generate').notes).toContain('not ranked: delta (no complete cell)');
});

test('a figure that was not measured is null in its table', () => {
  const row = tableOf('ranking-python-generate').rows.find(({ cells }) => cells.model === 'scripted-gamma');
  expect(row?.cells.mean_memory_ratio).toBeNull();
});

test('tied winners are all named', () => {
  const tied = study([cell('a', 'P1', measured(ratios(1))), cell('b', 'P1', measured(ratios(1)))]);
  expect(tableOf('winners', allTables(analyse(tied))).rows[0]?.cells.winner).toBe('a, b');
});

test('nobody is first where nobody passed', () => {
  const failed = study([cell('a', 'P1', { verdict: 'wrong_answer' })]);
  expect(tableOf('winners', allTables(analyse(failed))).rows[0]?.cells).toMatchObject({
    winner: null,
    score: null,
    pass_rate: null,
  });
});

test('a winner of runtimes over own problems is flagged', () => {
  const cells = ['P1', 'P2'].flatMap((uid) => [
    cell('a', uid, measured(ratios(1))),
    cell('b', uid, uid === 'P1' ? measured(ratios(2)) : { verdict: 'wrong_answer' }),
  ]);
  expect(tableOf('winners', allTables(analyse(study(cells)))).rows[0]?.cells.survivor_bias).toBe('yes');
});

test('with a scripted model every table says so', () => {
  const note = 'scripted models, not LLMs: names starting with scripted- are stand-ins';
  for (const { notes } of tables) expect(notes).toContain(note);
});

test('without a scripted model no table says so', () => {
  for (const { notes } of allTables(analyse(SAMPLED))) expect(notes.join()).not.toContain('scripted');
});

test('scripted models are named one by one where an LLM has the same beginning', () => {
  const models = [
    { id: 'x-one', name: '', scripted: true },
    { id: 'x-two', name: '', scripted: true },
    { id: 'x-llm', name: '', scripted: false },
  ];
  const { notes } = tableOf('outcomes', allTables(analyse(study([], { models }))));
  expect(notes).toContain('scripted models, not LLMs: x-one, x-two are stand-ins');
});

test('rows that name a scripted model are marked', () => {
  const marked = tableOf('outcomes').rows.filter(({ scripted }) => scripted);
  expect(marked.map(({ cells }) => cells.model)).toEqual(['scripted-gamma']);
});

test('a row without a value for a column is refused', () => {
  const parts = { id: 't', title: '', columns: [column('a', 'a', 'text')], notes: [] };
  expect(() => complete({ ...parts, rows: [{ cells: {}, scripted: false }] })).toThrow('no value "a"');
});
