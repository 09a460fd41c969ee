import { describe, expect, it } from 'vitest';
import { newPath, PROBLEM, storeAt } from './fixture.js';
import { addCell, addMeasurement, addStudy, pairedSamples, STUDY } from './measured.js';

const SAME = { state: 'same_program' } as const;

describe('the progress of a study', () => {
  it('counts cells, answers, verdicts and measurements of each model and stage', () => {
    const store = storeAt(newPath());
    addStudy(store);
    const programHash = addCell(store, 'm', 'program');
    const before = { modelId: 'm', stage: 'generate', cells: 1, answered: 1, decided: 1, passed: 1 };
    expect(store.progress(STUDY, ['precise'], '')).toMatchObject([{ ...before, measured: 0 }]);
    addMeasurement(store, programHash, { state: 'measured', flags: [], samples: pairedSamples(2) });
    expect(store.progress(STUDY, ['precise'], '')).toMatchObject([{ ...before, measured: 1 }]);
    store.close();
  });

  it('counts a program as measured when all presets of the study have measured it, and no other preset', () => {
    const store = storeAt(newPath());
    addStudy(store);
    addMeasurement(store, addCell(store, 'm', 'program'), SAME);
    expect(store.progress(STUDY, ['precise', 'paper'], '')).toMatchObject([{ measured: 0 }]);
    expect(store.progress(STUDY, ['paper'], '')).toMatchObject([{ measured: 0 }]);
    store.close();
  });

  it('takes an answer in which no program was found for decided', () => {
    const store = storeAt(newPath());
    addStudy(store);
    addCell(store, 'm', 'program');
    const key = {
      studyHash: STUDY,
      modelId: 'm',
      problemUid: PROBLEM.uid,
      stage: 'generate',
      sample: 1,
    } as const;
    store.cells.finish(key, { extraction: null, programHash: null, runKey: null });
    expect(store.progress(STUDY, ['precise'], '')).toMatchObject([{ answered: 1, decided: 0, passed: 0 }]);
    store.cells.finish(key, { extraction: 'no block', programHash: null, runKey: null });
    expect(store.progress(STUDY, ['precise'], '')).toMatchObject([{ answered: 1, decided: 1, passed: 0 }]);
    store.close();
  });

  it('tells which answers are recent, and when something was stored last', () => {
    const store = storeAt(newPath());
    addStudy(store);
    addCell(store, 'm', 'program');
    expect(store.progress(STUDY, ['precise'], '2000')).toMatchObject([{ recentAnswers: 1, failed: 0 }]);
    expect(store.progress(STUDY, ['precise'], '3000')).toMatchObject([{ recentAnswers: 0 }]);
    expect(Date.parse(store.progress(STUDY, [], '')[0]?.lastIso ?? '')).toBeGreaterThan(0);
    store.close();
  });

  it('counts the cells that were asked for in vain so far', () => {
    const store = storeAt(newPath());
    addStudy(store);
    const key = { studyHash: STUDY, modelId: 'm', problemUid: PROBLEM.uid, stage: 'fix', sample: 1 } as const;
    store.cells.plan(key, 'in vain');
    expect(store.progress(STUDY, [], '')).toMatchObject([{ answered: 0, failed: 0, lastIso: null }]);
    const attempt = {
      atIso: '',
      durationMs: 1,
      httpStatus: 500,
      requestId: null,
      retryAfter: null,
      message: 'down',
    };
    store.answers.addAttempt('in vain', { ...attempt, outcome: 'server_error' });
    expect(store.progress(STUDY, [], '')).toMatchObject([{ answered: 0, failed: 1 }]);
    store.close();
  });

  it('is empty for a study that is not there', () => {
    const store = storeAt(newPath());
    expect(store.progress('another', ['precise'], '')).toEqual([]);
    store.close();
  });
});
