import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allTables, analyse } from '../../../analysis/index.js';
import { ownProgramsRows } from '../../../analysis/own-programs.js';
import { cell, study } from './fixture.js';
import { OWN_PROGRAMS } from './fixture-own-programs.js';

const rows = analyse(OWN_PROGRAMS, { resamples: 20 }).ownPrograms;
const of = (modelId: string, language = 'python') => {
  const row = rows.find((own) => own.modelId === modelId && own.language === language);
  if (row === undefined) throw new Error(`no row of ${modelId}`);
  return row;
};

describe('own programs', () => {
  test('are counted as repaired among those with an outcome, a cut answer being a failure', () => {
    expect(of('alpha').fix).toMatchObject({ planned: 4, n: 3, passed: 1, share: 1 / 3, problems: 3 });
  });

  test('have a share with its Wilson interval', () => {
    expect(of('alpha').fix.interval?.low).toBeCloseTo(0.0615, 4);
    expect(of('alpha').fix.interval?.high).toBeCloseTo(0.7923, 4);
  });

  test('have a speed over those that pass still and are measured', () => {
    const { refine } = of('alpha');
    expect(refine).toMatchObject({ planned: 4, n: 4, passed: 3, measured: 3, faster: 2, below1: 2 });
    // Of 2, 4 and 1/2; 0.5 x 0.25 x 2.
    expect(refine.speedUp).toBe(2);
    expect(refine.ratio).toBeCloseTo(0.25 ** (1 / 3), 12);
    expect(refine.speedUpInterval?.low).toBeGreaterThanOrEqual(0.5);
  });

  test('have none where nothing could be measured', () => {
    expect(of('beta').refine).toMatchObject({
      passed: 1,
      measured: 0,
      withRatio: 0,
      speedUp: null,
      ratio: null,
    });
  });

  test('are none of answers without a program, which are counted', () => {
    expect([of('alpha').withoutProgram, of('beta').withoutProgram]).toEqual([0, 2]);
  });

  test('cost what was asked for, where that is known', () => {
    expect([of('alpha').fix.usd, of('alpha').refine.usd]).toEqual([0.75, null]);
  });

  test('of all languages are those of each together', () => {
    expect(of('alpha', 'all').fix).toEqual(of('alpha').fix);
  });

  test('change no other figure and no other table of the study', () => {
    const without = analyse({ ...OWN_PROGRAMS, ownPrograms: [] }, { resamples: 20 });
    const { ownPrograms, ...others } = analyse(OWN_PROGRAMS, { resamples: 20 });
    expect(ownPrograms).not.toEqual([]);
    expect({ ...others, ownPrograms: [] }).toEqual(without);
    const ids = (analysis: typeof without) => allTables(analysis).map(({ id }) => id);
    expect(ids(analyse(OWN_PROGRAMS, { resamples: 20 })).filter((id) => !id.startsWith('own-'))).toEqual(
      ids(without),
    );
  });

  test('have figures that do not depend on the order in which they were read', () => {
    const own = OWN_PROGRAMS.ownPrograms ?? [];
    fc.assert(
      fc.property(fc.shuffledSubarray([...own], { minLength: own.length }), (ownPrograms) => {
        expect(ownProgramsRows({ ...OWN_PROGRAMS, ownPrograms }, ['alpha', 'beta'])).toEqual(rows);
      }),
      { numRuns: 10 },
    );
  });

  test('of several samples count as the share of their problem', () => {
    const samples = [1, 2, 3, 4].map((sample) =>
      cell('alpha', 'effibench-x:W1', {
        ...{ dataset: 'effibench-x', stage: 'fix', sample },
        verdict: sample === 1 ? 'passed' : 'wrong_answer',
      }),
    );
    const other = cell('alpha', 'effibench-x:W2', { dataset: 'effibench-x', stage: 'fix' });
    const [row] = ownProgramsRows({ ...study([]), ownPrograms: [...samples, other] }, ['alpha']);
    expect(row?.fix).toMatchObject({ n: 5, passed: 2, share: (0.25 + 1) / 2, problems: 2 });
  });
});
