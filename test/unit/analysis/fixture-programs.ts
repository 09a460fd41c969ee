import type { CellResult, StudyResults } from '../../../harness/study/results.js';
import { notMeasurable } from './fixture-measured.js';
import { cell, measurement, ratios, study } from './fixture.js';

const measured = (time: number, meanMemory: number, maxMemory: number): Partial<CellResult> => ({
  measurements: { precise: measurement(ratios(time, maxMemory, meanMemory)) },
});

/** Whole programs W1 to W4, and a function F1 that is none of their scores. */
const ANSWERS: Readonly<Record<string, readonly Partial<CellResult>[]>> = {
  alpha: [
    measured(2, 1, 4),
    measured(0.5, 1, 0.5),
    { verdict: 'wrong_answer' },
    measured(4, 0.5, 1),
    measured(9, 9, 9),
  ],
  beta: [
    measured(1, 2, 1),
    { verdict: 'time_limit' },
    { verdict: 'wrong_answer' },
    { measurements: { precise: notMeasurable('too_slow') } },
    measured(1, 1, 1),
  ],
};

/** Its scores are computed by hand in capped-scores.test.ts. */
export const PROGRAMS: StudyResults = study(
  Object.entries(ANSWERS).flatMap(([modelId, answers]) =>
    answers.map((given, index) =>
      index === 4
        ? cell(modelId, 'hand:F1', given)
        : cell(modelId, `effibench-x:W${index + 1}`, { dataset: 'effibench-x', ...given }),
    ),
  ),
  { datasetHashes: { hand: 'b2'.repeat(32), 'effibench-x': 'e5'.repeat(32) } },
);
