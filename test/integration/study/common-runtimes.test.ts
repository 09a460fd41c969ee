/** Whole programs of a task without a canonical solution, measured beside one of them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isProgramProblem } from '../../../datasets/any-problem.js';
import { analyse } from '../../../analysis/index.js';
import { Store } from '../../../harness/store/index.js';
import { chooseStudy, loadResults } from '../../../harness/study/load-results.js';
import type { StudyResults } from '../../../harness/study/results.js';
import { runStudy } from '../../../harness/study/run.js';
import { openToolbox } from '../../../harness/study/toolbox.js';
import { ownProgramsStudy, type OwnProgramsStudy } from './own-programs-study.js';

const folder = mkdtempSync(join(tmpdir(), 'perforch-common-runtimes-'));
let study: OwnProgramsStudy;
let fresh: number[];
let results: StudyResults;

beforeAll(async () => {
  study = await ownProgramsStudy({ stages: ['generate'], measure: { presets: ['single'] } });
  const problems = study.input.problems.map((problem) =>
    isProgramProblem(problem) && problem.number === 5 ? { ...problem, canonical: null } : problem,
  );
  const store = new Store(join(folder, 'common.sqlite'));
  const toolbox = await openToolbox(study.input.spec.languages);
  const never = new AbortController().signal;
  fresh = [];
  try {
    for (let round = 0; round < 2; round++) {
      const progress = await runStudy({ ...study.input, problems }, store, toolbox, {
        ...{ lanes: 2, askLanes: 4, stop: never, abort: never },
        onNote: () => undefined,
        onProgress: () => undefined,
      });
      fresh.push(progress.freshMeasurements);
    }
    results = loadResults(store, chooseStudy(store, undefined));
  } finally {
    store.close();
    await toolbox.close();
  }
});
afterAll(async () => {
  await study.server.close();
  rmSync(folder, { recursive: true, force: true });
});

it('all of them are measured beside that of the first model by its id', () => {
  const own = (results.commonRuntimes ?? []).map(({ modelId, taskNumber, measurements }) => ({
    ...{ modelId, taskNumber, state: measurements['single']?.state },
    time: measurements['single']?.ratios?.executionTime ?? 0,
  }));
  expect(own).toMatchObject([
    { modelId: 'bungler', taskNumber: 5, state: 'same_program', time: 1 },
    { modelId: 'mender', taskNumber: 5, state: 'measured' },
  ]);
  // It computes a million squares before it does its work.
  expect(own[1]?.time).toBeGreaterThan(1.2);
});

it('two models are compared by them', () => {
  const [row, ...others] = analyse(results, { resamples: 20 }).commonRuntimes;
  expect(others).toEqual([]);
  expect(row).toMatchObject({ first: 'bungler', second: 'mender', problems: 1, firstLess: 1, secondLess: 0 });
});

it('they have no ratio to a canonical solution', () => {
  const there = results.cells.filter(({ taskNumber }) => taskNumber === 5);
  expect(there.map(({ measurements }) => measurements)).toEqual(there.map(() => ({})));
});

it('the same call measures nothing again', () => {
  expect(fresh).toEqual([2, 0]);
});
