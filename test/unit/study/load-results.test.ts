import { describe, expect, it } from 'vitest';
import type { CellMeasurement } from '../../../harness/study/results.js';
import { chooseStudy, loadResults } from '../../../harness/study/load-results.js';
import type { Store } from '../../../harness/store/index.js';
import type { NewMeasurement } from '../../../harness/store/measurements.js';
import { newPath, storeAt } from '../store/fixture.js';
import {
  addCell,
  addMeasurement,
  addStudy,
  FINGERPRINT,
  loopSamples,
  MACHINE,
  pairedSamples,
} from '../store/measured.js';

function resultsOf(fill: (store: Store) => void, measure?: string) {
  const store = storeAt(newPath());
  try {
    addStudy(store, measure);
    fill(store);
    return loadResults(store, chooseStudy(store, 's'));
  } finally {
    store.close();
  }
}

/** What a passed cell has of one stored measurement. */
function joined(result: NewMeasurement['result'], preset = 'precise'): CellMeasurement | undefined {
  const { cells } = resultsOf((store) => {
    addMeasurement(store, addCell(store, 'm', 'program'), result, { preset, disturbances: ['load'] });
  });
  return cells[0]?.measurements[preset];
}

describe('the measurement of a cell', () => {
  it('has the ratios of the samples, their interval and its call', () => {
    expect(joined({ state: 'measured', flags: ['outliers'], samples: pairedSamples(0.5) })).toEqual({
      state: 'measured',
      reason: null,
      ratios: { executionTime: 0.5, meanMemory: 4, maxMemory: 2, cpuEfficiency: 2 },
      interval: { low: 0.5, high: 0.5 },
      call: 'faster',
      flags: ['outliers'],
      disturbances: ['load'],
      machineHash: MACHINE,
    });
  });

  it('has no ratio of mean memory where one side has no mean', () => {
    expect(joined({ state: 'measured', flags: [], samples: pairedSamples(2, null) })).toMatchObject({
      ratios: { executionTime: 2, meanMemory: null, maxMemory: 2 },
      call: 'slower',
    });
  });

  it.each([
    [0.5, 'flagged'],
    [2, 'slower'],
    [1, 'no_difference_shown'],
  ])('with a flag that forbids to use it and a ratio of %d has no ratios, and the call %s', (time, call) => {
    const result = { state: 'measured', flags: ['keeps_state'], samples: pairedSamples(time) } as const;
    expect(joined(result)).toMatchObject({ state: 'measured', ratios: null, call, flags: ['keeps_state'] });
  });

  it('of a loop has no interval, and is called by its ratio alone', () => {
    const result = { state: 'measured', flags: [], samples: loopSamples(0.999) } as const;
    expect(joined(result, 'paper')).toMatchObject({
      ratios: { executionTime: 0.999 },
      interval: null,
      call: 'faster',
    });
  });

  it('of the canonical solution itself has ratios of exactly 1', () => {
    expect(joined({ state: 'same_program' })).toEqual({
      state: 'same_program',
      reason: null,
      ratios: { executionTime: 1, meanMemory: 1, maxMemory: 1, cpuEfficiency: 1 },
      interval: { low: 1, high: 1 },
      call: 'no_difference_shown',
      flags: [],
      disturbances: ['load'],
      machineHash: MACHINE,
    });
  });

  it('that could not be taken has its reason and no figure', () => {
    const result = { state: 'not_measurable', reason: 'too_slow', detail: '', samples: [] } as const;
    expect(joined(result)).toMatchObject({ reason: 'too_slow', ratios: null, interval: null, call: null });
  });
});

describe('the results of a study', () => {
  it('give a program that several models wrote to each of them', () => {
    const { cells } = resultsOf((store) => {
      const hash = addCell(store, 'a', 'program');
      addCell(store, 'b', 'program');
      addCell(store, 'c', 'other');
      addMeasurement(store, hash, { state: 'same_program' });
    });
    expect(cells.map(({ measurements }) => Object.keys(measurements))).toEqual([
      ['precise'],
      ['precise'],
      [],
    ]);
  });

  it('give a program that did not pass no measurement', () => {
    const { cells } = resultsOf((store) => {
      const hash = addCell(store, 'm', 'program', 'wrong_answer');
      addMeasurement(store, hash, { state: 'measured', flags: [], samples: pairedSamples(2) });
    });
    expect(cells[0]?.measurements).toEqual({});
  });

  it('keep the presets apart', () => {
    const results = resultsOf((store) => {
      const hash = addCell(store, 'm', 'program');
      addMeasurement(store, hash, { state: 'measured', flags: [], samples: pairedSamples(2) });
      addMeasurement(
        store,
        hash,
        { state: 'measured', flags: [], samples: loopSamples(0.5) },
        { preset: 'paper' },
      );
    }, 'measure: { presets: [precise, paper] }');
    expect(results.presets).toEqual(['precise', 'paper']);
    expect(results.cells[0]?.measurements['precise']?.ratios?.executionTime).toBe(2);
    expect(results.cells[0]?.measurements['paper']?.ratios?.executionTime).toBe(0.5);
  });

  it('tell what the machines of the figures are', () => {
    const { machines, machine } = resultsOf((store) => {
      addMeasurement(store, addCell(store, 'm', 'program'), { state: 'same_program' });
    });
    expect(machines[MACHINE]).toContain(FINGERPRINT.cpuModel);
    expect(machine).toBe('planned here');
  });

  it('have what the answers of the cells have cost, and nothing for those that nobody asked for', () => {
    const charge = { kind: 'answer', promptTokens: 1_000, tokensFrom: 'provider' } as const;
    const prices = { inputUsdPerMTok: 2, outputUsdPerMTok: 10 };
    const { costs } = resultsOf((store) => {
      for (const modelId of ['asked', 'imported']) addCell(store, modelId, `program of ${modelId}`);
      const asked = { ...charge, ...prices, modelId: 'asked', completionTokens: 300 };
      store.charges.add({ ...asked, answerKey: 'answer of asked' });
      store.charges.add({ ...asked, answerKey: 'answer of another study' });
    });
    expect(costs).toEqual([
      { modelId: 'asked', stage: 'generate', dataset: 'made-up', answers: 1, unpriced: 0, usd: 0.005 },
    ]);
  });

  it('of a study that measures nothing have no presets and no certificates', () => {
    const results = resultsOf((store) => addCell(store, 'm', 'program'), 'measure: { presets: [] }');
    expect(results).toMatchObject({ presets: [], certificates: [], machines: {} });
  });
});
