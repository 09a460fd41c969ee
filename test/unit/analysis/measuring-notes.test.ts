import { expect, test } from 'vitest';
import { allTables, analyse } from '../../../analysis/index.js';
import { presetNote } from '../../../analysis/tables/measuring-notes.js';
import { PRESET_IDS } from '../../../harness/measure/presets.js';
import type { CellResult, StudyResults } from '../../../harness/study/results.js';
import { cell, measured, ratios, study } from './fixture.js';
import { MEASURED } from './fixture-measured.js';

function notesOf(results: StudyResults, id = 'ranking-python-generate'): readonly string[] {
  return allTables(analyse(results)).find((table) => table.id === id)?.notes ?? [];
}

const passed = (given: Partial<CellResult> = {}) => cell('a', 'P1', given);

test.each(PRESET_IDS)('the preset %s is told in one line that begins with its name', (id) => {
  expect(presetNote(id)).toMatch(new RegExp(`^${id}: .{20,}$`));
});

test('a ranking says how many problems could not be measured, and why', () => {
  expect(notesOf(MEASURED)).toContain('measured: 4 of 6 problems that were passed; 1 below floor, 1 failed');
});

test('a ranking says how many programs are flagged', () => {
  expect(notesOf(MEASURED)).toContain(
    'flagged, so without a runtime: 2 of 11 passed programs (1 keeps state, 1 memoising)',
  );
  expect(notesOf(MEASURED)).toContain('flagged, yet with a runtime: 1 outliers');
});

test('a ranking names its preset, and so does the table of winners', () => {
  for (const id of ['ranking-python-generate', 'winners']) {
    expect(notesOf(MEASURED, id).join('\n')).toContain('runtime by the preset precise: ');
  }
});

test('a ranking names the machine of its figures', () => {
  expect(notesOf(study([passed(measured(ratios(2)))]))).toContain(
    'measured on the machine c3c3c3c3 (hand-made machine)',
  );
});

test('a machine that nobody describes is named by its hash', () => {
  const results = study([passed(measured(ratios(2)))], { machines: {} });
  expect(notesOf(results)).toContain('measured on the machine c3c3c3c3');
});

test('a ranking of figures of two machines says so', () => {
  expect(notesOf(MEASURED)).toContain(
    'measured on 2 machines, every ratio on one of them: machine c3c3c3c3 (hand-made machine); machine d4d4d4d4 (other machine)',
  );
});

test('a ranking of a study that measures nothing says why it has no runtime', () => {
  const notes = notesOf(study([passed()], { presets: [] }));
  expect(notes).toContain('runtime: the study measures nothing');
  expect(notes).toContain(
    'execution time, mean memory, max memory, CPU efficiency: no part in the scores (the study measures nothing: its measure.presets is empty)',
  );
});

test('a ranking of a study that is not measured yet says so', () => {
  const notes = notesOf(study([passed()]));
  expect(notes).toContain('measured: 0 of 1 problems that were passed; 1 not measured');
  expect(notes).toContain(
    'execution time, mean memory, max memory, CPU efficiency: no part in the scores (no passed program has a figure)',
  );
});
