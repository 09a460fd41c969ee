import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allTables, analyse } from '../../../analysis/index.js';
import { commonRuntimeRows } from '../../../analysis/common-runtimes.js';
import { HAND_MADE } from './fixture.js';
import { COMMON_RUNTIMES } from './fixture-common-runtimes.js';

const MODELS = ['alpha', 'beta', 'gamma'];
const rows = commonRuntimeRows(COMMON_RUNTIMES, MODELS);
const of = (first: string, second: string) => {
  const row = rows.find((own) => own.first === first && own.second === second);
  if (row === undefined) throw new Error(`no row of ${first} and ${second}`);
  return row;
};

describe('runtimes without a canonical solution', () => {
  test('are compared on the problems that both models solved, and counted apart where one has no figure', () => {
    expect(of('alpha', 'beta')).toMatchObject({ problems: 12, executionTime: { n: 11 } });
    expect(of('alpha', 'gamma')).toMatchObject({ problems: 2, executionTime: { n: 2 } });
  });

  test('are the quotient of the ratios to the program that both were measured beside', () => {
    // Six times 2 and five times 4.
    expect(of('alpha', 'beta').executionTime.ratio).toBeCloseTo(2 ** (16 / 11), 12);
    expect(of('alpha', 'beta').maxMemory.ratio).toBeCloseTo(0.5, 12);
    // 0.5 / 2 and 0.25 / 8.
    expect(of('beta', 'gamma').executionTime.ratio).toBeCloseTo(Math.sqrt(1 / 4 / 32), 12);
  });

  test('have an interval over problems, and none over a handful', () => {
    const { interval } = of('alpha', 'beta').executionTime;
    expect(interval?.low).toBeGreaterThan(2);
    expect(interval?.high).toBeLessThan(4);
    expect(of('alpha', 'gamma').executionTime.interval).toBeNull();
  });

  test('are tested by signed ranks, corrected over the pairs of the language', () => {
    // All 11 differences have one sign: 2 / 2^11.
    expect(of('alpha', 'beta')).toMatchObject({ firstLess: 0, secondLess: 11 });
    expect(of('alpha', 'beta').p).toBeCloseTo(2 / 2 ** 11, 12);
    expect(of('alpha', 'beta').holm).toBeCloseTo(6 / 2 ** 11, 12);
  });

  test('do not depend on which program the others were measured beside', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (by) => {
          const moved = (COMMON_RUNTIMES.commonRuntimes ?? []).map((own) => ({
            ...own,
            measurements: Object.fromEntries(
              Object.entries(own.measurements).map(([preset, found]) => [
                preset,
                found.ratios === null
                  ? found
                  : {
                      ...found,
                      ratios: {
                        ...found.ratios,
                        executionTime: found.ratios.executionTime * (by[own.taskNumber - 1] ?? 1),
                      },
                    },
              ]),
            ),
          }));
          const there = commonRuntimeRows({ ...COMMON_RUNTIMES, commonRuntimes: moved }, MODELS);
          for (const [index, row] of there.entries())
            expect(row.executionTime.ratio).toBeCloseTo(rows[index]?.executionTime.ratio ?? NaN, 9);
        },
      ),
    );
  });

  test('are no part of rankings', () => {
    const without = analyse({ ...COMMON_RUNTIMES, commonRuntimes: [] }, { resamples: 20 });
    const analysis = analyse(COMMON_RUNTIMES, { resamples: 20 });
    expect(analysis.contexts).toEqual(without.contexts);
    expect(analysis.speed).toEqual(without.speed);
  });

  test('have no table where every problem has a canonical solution', () => {
    const ids = allTables(analyse(HAND_MADE, { resamples: 20 })).map(({ id }) => id);
    expect(ids).not.toContain('common-runtimes');
  });
});
