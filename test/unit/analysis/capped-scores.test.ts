import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import { cappedScores } from '../../../analysis/capped-scores.js';
import { cell, measurement, ratios, study } from './fixture.js';
import { PROGRAMS } from './fixture-programs.js';

const rows = analyse(PROGRAMS, { resamples: 20 }).cappedScores;
const of = (modelId: string) => {
  const row = rows.find((own) => own.modelId === modelId && own.language === 'python');
  if (row === undefined) throw new Error(`no scores of ${modelId}`);
  return row;
};

describe('capped scores', () => {
  test('are 1 for what is as good as the canonical program or better, and 0 for what fails', () => {
    // 1/2, 1, 0, 1/4 of W1 to W4.
    expect(of('alpha').executionTime).toMatchObject({ value: 1.75 / 4, n: 4, withoutFigure: 0 });
    // 1/4, 1, 0, 1.
    expect(of('alpha').memoryPeak.value).toBe(2.25 / 4);
    // Of 2, 0.5, nothing, 2.
    expect(of('alpha').memoryIntegral.value).toBe((0.5 + 1 + 0 + 0.5) / 4);
  });

  test('leave out what passed without a figure, and count it', () => {
    expect(of('beta').executionTime).toMatchObject({ value: 1 / 3, n: 3, withoutFigure: 1 });
    expect(of('beta').memoryIntegral.value).toBe(0.5 / 3);
  });

  test('are of whole programs only, and of studies that measure', () => {
    const functions = PROGRAMS.cells.filter(({ dataset }) => dataset === 'hand');
    expect(analyse(study(functions), { resamples: 20 }).cappedScores).toEqual([]);
    expect(analyse({ ...PROGRAMS, presets: [] }, { resamples: 20 }).cappedScores).toEqual([]);
  });

  test('lie between 0 and the share that passes, and never fall when a program gets better', () => {
    const outcome = fc.option(fc.double({ min: 0.01, max: 100, noNaN: true }), { nil: null });
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 12 }), fc.nat(11), (times, at) => {
        const scoreOf = (own: readonly (number | null)[]) => {
          const cells = own.map((time, index) =>
            cell('alpha', `effibench-x:W${index + 1}`, {
              dataset: 'effibench-x',
              ...(time === null
                ? { verdict: 'wrong_answer' as const }
                : { measurements: { precise: measurement(ratios(time, 1, 1)) } }),
            }),
          );
          const [row] = cappedScores(study(cells), cells, ['alpha']);
          return row?.executionTime.value ?? NaN;
        };
        const score = scoreOf(times);
        expect(score).toBeGreaterThanOrEqual(0);
        const passed = times.filter((time) => time !== null).length / times.length;
        expect(score).toBeLessThanOrEqual(passed + 1e-12);
        const better = times.map((time, index) =>
          index === at % times.length && time !== null ? time / 2 : time,
        );
        expect(scoreOf(better)).toBeGreaterThanOrEqual(score);
      }),
      { numRuns: 200 },
    );
  });
});
