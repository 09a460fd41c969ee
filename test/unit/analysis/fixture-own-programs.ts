import type { CellResult, StudyResults } from '../../../harness/study/results.js';
import { notMeasurable } from './fixture-measured.js';
import { cell, measurement, ratios, study } from './fixture.js';

const of = (modelId: string, task: number, given: Partial<CellResult>): CellResult =>
  cell(modelId, `effibench-x:W${task}`, { dataset: 'effibench-x', ...given });
const refined = (time: number): Partial<CellResult> => ({
  ...{ stage: 'refine', measurements: { precise: measurement(ratios(time)) } },
});

/** What alpha and beta generated of W1 to W8; beta's answers to W7 and W8 hold no program. */
const GENERATED: readonly CellResult[] = ['alpha', 'beta'].flatMap((modelId) =>
  [1, 2, 3, 4, 5, 6, 7, 8].map((task) => {
    if (modelId === 'beta' && task === 7) return of(modelId, task, { answerState: 'cut', verdict: null });
    if (modelId === 'beta' && task === 8) return of(modelId, task, { verdict: 'no_code' });
    return of(modelId, task, task <= 4 ? { verdict: 'wrong_answer' } : {});
  }),
);

const OWN: readonly CellResult[] = [
  of('alpha', 1, { stage: 'fix' }),
  of('alpha', 2, { stage: 'fix', verdict: 'time_limit' }),
  of('alpha', 3, { stage: 'fix', answerState: 'cut', verdict: null }),
  of('alpha', 4, { stage: 'fix', answerState: null, verdict: null }),
  of('alpha', 5, refined(0.5)),
  of('alpha', 6, refined(0.25)),
  of('alpha', 7, refined(2)),
  of('alpha', 8, { stage: 'refine', verdict: 'wrong_answer' }),
  of('beta', 1, { stage: 'fix' }),
  of('beta', 5, { stage: 'refine', measurements: { precise: notMeasurable('too_slow') } }),
];

/** Its figures are computed by hand in own-programs.test.ts. */
export const OWN_PROGRAMS: StudyResults = study(GENERATED, {
  datasetHashes: { 'effibench-x': 'e5'.repeat(32) },
  stages: ['generate', 'fix', 'refine'],
  ownPrograms: OWN,
  ownProgramCosts: [
    {
      ...{ modelId: 'alpha', stage: 'fix', dataset: 'effibench-x', language: 'python' },
      ...{ answers: 3, unpriced: 0, usd: 0.75 },
    },
  ],
});
