import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import { countMeasurements, REASONS } from '../../../analysis/measurements.js';
import type { CellMeasurement } from '../../../harness/study/results.js';
import { cell, MACHINE, measurement, ratios } from './fixture.js';
import { flagged, MEASURED, notMeasurable, OTHER_MACHINE, SAME } from './fixture-measured.js';

const done = measurement(ratios(2));
const open = null;

/** One problem that several models passed; null: not measured. */
function problem(...measurements: readonly (CellMeasurement | null)[]) {
  return measurements.map((precise, index) =>
    cell(`m${index}`, 'P1', { measurements: precise === null ? {} : { precise } }),
  );
}

/** Counts over cells of one problem. */
function counted(cells: ReturnType<typeof problem>) {
  return countMeasurements([cells], 'precise');
}

/** What the one problem of these cells is counted as. */
function countedAs(cells: ReturnType<typeof problem>): string[] {
  const { measurable, notMeasured, sameProgram, notMeasurable: reasons } = counted(cells);
  const counts = { measurable, notMeasured, sameProgram, ...reasons };
  return Object.entries(counts).flatMap(([name, count]) => Array<string>(count).fill(name));
}

describe('a problem', () => {
  test.each([
    ['one of its programs was measured', [notMeasurable('failed'), done], 'measurable'],
    ['a measured program is flagged', [flagged('memoising')], 'measurable'],
    ['one program is still to be measured', [notMeasurable('failed'), SAME, open], 'notMeasured'],
    ['its tests are over too fast', [notMeasurable('below_floor')], 'below_floor'],
    [
      'several reasons stand against it',
      [notMeasurable('failed'), notMeasurable('below_floor')],
      'below_floor',
    ],
    ['it has a reason, beside the canonical solution', [SAME, notMeasurable('too_slow')], 'too_slow'],
    ['only the canonical solution passed', [SAME, SAME], 'sameProgram'],
  ] as const)('of which %s', (_, measurements, expected) => {
    expect(countedAs(problem(...measurements))).toEqual([expected]);
  });

  test('that nobody passed is not counted', () => {
    const failed = problem(open).map((own) => ({ ...own, verdict: 'wrong_answer' as const }));
    expect(counted(failed)).toMatchObject({ problems: 0, programs: 0 });
  });
});

describe('programs', () => {
  test('are counted by flag, those without a runtime, and those that were disturbed', () => {
    const twice = measurement(ratios(2), { ratios: null, flags: ['keeps_state', 'memoising'] });
    const noisy = measurement(ratios(2), { flags: ['outliers'], disturbances: ['steal', 'load'] });
    const counts = counted(problem(twice, noisy, done, SAME, open));
    expect(counts).toMatchObject({ programs: 5, withFigures: 3, voided: 1, disturbed: 1 });
    expect(counts.flagged).toMatchObject({ keeps_state: 1, memoising: 1, outliers: 1, not_linear: 0 });
  });

  test('name the machines that they were measured on, in order', () => {
    const there = measurement(ratios(2), { machineHash: OTHER_MACHINE });
    expect(counted(problem(there, done, there)).machines).toEqual([MACHINE, OTHER_MACHINE]);
    expect(counted(problem(SAME)).machines).toEqual([]);
  });
});

test('every passed problem is counted once', () => {
  const state = fc.constantFrom(done, SAME, open, ...REASONS.map(notMeasurable));
  fc.assert(
    fc.property(fc.array(fc.array(state, { minLength: 1, maxLength: 3 }), { maxLength: 5 }), (given) => {
      const lists = given.map((measurements, index) =>
        problem(...measurements).map((own) => ({ ...own, problemUid: `P${index}` })),
      );
      const counts = countMeasurements(lists, 'precise');
      const reasons = REASONS.reduce((sum, reason) => sum + counts.notMeasurable[reason], 0);
      expect(counts.measurable + counts.notMeasured + counts.sameProgram + reasons).toBe(counts.problems);
      expect(counts.problems).toBe(given.length);
    }),
  );
});

test('measurability has a row a preset and language, all languages last', () => {
  const { measurability } = analyse(MEASURED);
  expect(measurability.map(({ preset, language }) => `${preset} ${language}`)).toEqual([
    'precise python',
    'precise rust',
    'precise all',
    'paper python',
    'paper rust',
    'paper all',
  ]);
  // M1, M2, M3 and M6 were measured; M4 is below the floor; beta's program of M5 failed, alpha's is the canonical solution.
  expect(measurability[0]).toMatchObject({
    problems: 6,
    measurable: 4,
    notMeasured: 0,
    sameProgram: 0,
    programs: 11,
    withFigures: 6,
    voided: 2,
    disturbed: 1,
  });
  expect(measurability[2]).toMatchObject({ problems: 7, notMeasured: 1, programs: 13, withFigures: 7 });
});
