import { expect, it } from 'vitest';
import { begin, measurementsOf } from '../../../harness/study/cell-measurements.js';
import type { Store } from '../../../harness/store/index.js';
import { newPath, PROBLEM, storeAt } from '../store/fixture.js';
import { addCell, addMeasurement, addStudy, pairedSamples, STUDY } from '../store/measured.js';

/** Two programs, one of them measured by two presets. */
function measuredStore(): Store {
  const store = storeAt(newPath());
  addStudy(store);
  const [one, two] = [addCell(store, 'a', 'one'), addCell(store, 'b', 'two')];
  addMeasurement(store, one, { state: 'measured', flags: ['outliers'], samples: pairedSamples(0.5) });
  addMeasurement(store, one, { state: 'same_program' }, { preset: 'paper' });
  addMeasurement(store, two, { state: 'not_measurable', reason: 'below_floor', detail: '', samples: [] });
  return store;
}

it('the measurements of a study are found by problem, program and preset', () => {
  const store = measuredStore();
  const byProgram = measurementsOf(store, STUDY).get(PROBLEM.uid);
  const found = [...(byProgram?.values() ?? [])].map((own) =>
    Object.entries(own).map(([preset, { state }]) => [preset, state]),
  );
  store.close();
  expect(found).toHaveLength(2);
  expect(found).toContainEqual([
    ['paper', 'same_program'],
    ['precise', 'measured'],
  ]);
  expect(found).toContainEqual([['precise', 'not_measurable']]);
});

it('the measurements of a study are the same with a second thread', () => {
  const store = measuredStore();
  const [helped, alone] = [measurementsOf(store, STUDY, 0), measurementsOf(store, STUDY)];
  store.close();
  expect(helped).toEqual(alone);
});

it('the measurements of a study are the same by a connection of their own, as a copy', () => {
  const store = measuredStore();
  const input = { path: store.path, studyHash: STUDY, problems: [PROBLEM.uid] };
  const there = structuredClone(begin(input)(0));
  const here = measurementsOf(store, STUDY).get(PROBLEM.uid);
  store.close();
  expect(there).toEqual(here);
});

it('a second thread takes no database that is not there for an empty one', () => {
  expect(() => begin({ path: newPath(), studyHash: STUDY, problems: [PROBLEM.uid] })).toThrow(/is not there/);
});
