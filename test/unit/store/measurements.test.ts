import { describe, expect, it } from 'vitest';
import { answer, newPath, PROBLEM, storeAt } from './fixture.js';
import { addCell, addMeasurement, addStudy, FINGERPRINT, MACHINE, pairedSamples, STUDY } from './measured.js';

const CELL = {
  studyHash: STUDY,
  modelId: 'm',
  problemUid: PROBLEM.uid,
  stage: 'generate',
  sample: 1,
} as const;

describe('a measurement', () => {
  it.each([
    { state: 'measured', flags: ['keeps_state', 'outliers'], samples: pairedSamples(0.5) },
    { state: 'measured', flags: [], samples: pairedSamples(2, null) },
    { state: 'not_measurable', reason: 'below_floor', detail: 'too fast', samples: [] },
    { state: 'same_program' },
  ] as const)('that is $state comes back as it was given', (result) => {
    const store = storeAt(newPath());
    addStudy(store);
    const programHash = addCell(store, 'm', 'program');
    addMeasurement(store, programHash, result, { disturbances: ['steal'] });
    expect([...store.measurements.ofStudy(STUDY)]).toEqual([
      {
        problemUid: PROBLEM.uid,
        programHash,
        inputProgramHash: '',
        preset: 'precise',
        machineHash: MACHINE,
        disturbances: ['steal'],
        result,
      },
    ]);
    store.close();
  });

  it('is never overwritten, and belongs to the studies that use it', () => {
    const store = storeAt(newPath());
    addStudy(store);
    const programHash = addCell(store, 'm', 'program');
    addMeasurement(store, programHash, { state: 'same_program' });
    addMeasurement(store, programHash, { state: 'measured', flags: [], samples: pairedSamples(2) });
    expect([...store.measurements.ofStudy(STUDY)].map(({ result }) => result.state)).toEqual([
      'same_program',
    ]);
    expect([...store.measurements.ofStudy('another')]).toEqual([]);
    store.close();
  });

  it('of several presets comes in a fixed order', () => {
    const store = storeAt(newPath());
    addStudy(store);
    const programHash = addCell(store, 'm', 'program');
    for (const preset of ['precise', 'paper'])
      addMeasurement(store, programHash, { state: 'same_program' }, { preset });
    expect([...store.measurements.ofStudy(STUDY)].map(({ preset }) => preset)).toEqual(['paper', 'precise']);
    store.close();
  });
});

describe('the cells of a study', () => {
  it('have the verdict and the program that their measurements are found by', () => {
    const store = storeAt(newPath());
    addStudy(store);
    const passed = addCell(store, 'a', 'good');
    const failed = addCell(store, 'b', 'bad', 'wrong_answer');
    const unknown = { studyHash: STUDY, modelId: 'm', problemUid: PROBLEM.uid, stage: 'generate' } as const;
    store.cells.plan({ ...unknown, sample: 1 }, 'no answer yet');
    expect(store.cells.results(STUDY)).toMatchObject([
      { modelId: 'a', programHash: passed, verdict: 'passed', answerState: 'answered' },
      { modelId: 'b', programHash: failed, verdict: 'wrong_answer' },
      { modelId: 'm', programHash: null, verdict: null, answerState: null },
    ]);
    store.close();
  });

  it('have no_code as their verdict where an answer has no program', () => {
    const store = storeAt(newPath());
    addStudy(store);
    addCell(store, 'a', 'good');
    const key = {
      studyHash: STUDY,
      modelId: 'a',
      problemUid: PROBLEM.uid,
      stage: 'generate',
      sample: 1,
    } as const;
    store.cells.finish(key, { extraction: 'no fence', programHash: null, runKey: null });
    expect(store.cells.results(STUDY)).toMatchObject([{ programHash: null, verdict: 'no_code' }]);
    store.close();
  });

  it('have the state of an answer that nothing was made of yet', () => {
    const store = storeAt(newPath());
    addStudy(store);
    store.answers.add(answer('an answer', 'text'));
    store.cells.plan(CELL, 'an answer');
    expect(store.cells.results(STUDY)).toMatchObject([{ answerState: 'answered', verdict: null }]);
    store.close();
  });

  it('have the state of the answer that they were last planned for', () => {
    const store = storeAt(newPath());
    addStudy(store);
    addCell(store, 'm', 'program');
    store.cells.plan(CELL, 'an answer that never came');
    expect(store.cells.results(STUDY)).toMatchObject([{ answerState: null, verdict: 'passed' }]);
    store.cells.plan(CELL, 'answer of m');
    expect(store.cells.results(STUDY)).toMatchObject([{ answerState: 'answered', verdict: 'passed' }]);
    store.close();
  });

  it('come by sample, each with what is its own', () => {
    const store = storeAt(newPath());
    addStudy(store);
    const programHash = addCell(store, 'm', 'program');
    for (const sample of [11, 2, 3]) store.cells.plan({ ...CELL, sample }, `answer ${sample}`);
    store.answers.add({ ...answer('answer 3', 'no program'), sample: 3 });
    store.cells.finish({ ...CELL, sample: 3 }, { extraction: 'no fence', programHash: null, runKey: null });
    const results = store.cells.results(STUDY);
    expect(results.map(({ sample, verdict }) => [sample, verdict])).toEqual([
      [1, 'passed'],
      [2, null],
      [3, 'no_code'],
      [11, null],
    ]);
    expect(results.map((cell) => cell.programHash)).toEqual([programHash, null, null, null]);
    store.close();
  });

  it('name the machines that their measurements come from, each once', () => {
    const store = storeAt(newPath());
    addStudy(store);
    store.measurements.addMachine('unused', '{}');
    for (const model of ['a', 'b'])
      addMeasurement(store, addCell(store, model, `program of ${model}`), { state: 'same_program' });
    expect(store.cells.machines(STUDY)).toEqual([
      { hash: MACHINE, fingerprintJson: JSON.stringify(FINGERPRINT) },
    ]);
    store.close();
  });
});
