import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Solver } from '../../../harness/evaluation/solver.js';
import { presetOf } from '../../../harness/measure/presets.js';
import {
  NO_BUDGET,
  singleModelPipeline,
  type Options,
  type Solution,
} from '../../../harness/orchestrator/index.js';
import { Store } from '../../../harness/store/index.js';
import { chooseStudy, loadResults } from '../../../harness/study/load-results.js';
import type { Progress } from '../../../harness/study/progress.js';
import type { StudyResults } from '../../../harness/study/results.js';
import { runStudy, type StudyInput } from '../../../harness/study/run.js';
import { openToolbox } from '../../../harness/study/toolbox.js';
import { ownProgramsStudy, type OwnProgramsStudy } from './own-programs-study.js';

const folder = mkdtempSync(join(tmpdir(), 'perforch-own-programs-'));
let study: OwnProgramsStudy;

async function sweep(database: string, input: StudyInput, stopAfter = Infinity): Promise<Progress> {
  const store = new Store(join(folder, database));
  const stop = new AbortController();
  const toolbox = await openToolbox(input.spec.languages);
  try {
    return await runStudy(input, store, toolbox, {
      ...{ lanes: 2, askLanes: 4, stop: stop.signal, abort: new AbortController().signal },
      onNote: () => undefined,
      onProgress: ({ freshAnswers }) => {
        if (freshAnswers >= stopAfter) stop.abort();
      },
    });
  } finally {
    store.close();
    await toolbox.close();
  }
}

/** Has the model that mends its programs solve a task by itself. */
async function solved(
  database: string,
  input: StudyInput,
  task: number,
  options: Pick<Options, 'refine'>,
): Promise<Solution> {
  const store = new Store(join(folder, database));
  const toolbox = await openToolbox(input.spec.languages);
  const never = new AbortController().signal;
  const { problems, programTests, models, sources, spec } = input;
  const solver = new Solver(
    {
      ...{ problems, programTests, models, sources, providers: new Map(), parameters: spec.parameters },
      ...{ limits: spec.limits, programLimits: spec.program_limits, preset: presetOf('single') },
      ...{ validation: 'full', feedback: false },
    },
    store,
    toolbox,
    { lanes: 1, askLanes: 1, stop: never, abort: never, onNote: () => undefined },
  );
  try {
    const problem = problems.find(({ number }) => number === task);
    if (problem === undefined) throw new Error(`no task ${task}`);
    const wishes = { feedback: false, refineMetric: 'executionTime', improvement: 'any' } as const;
    return await solver.solve(problem, singleModelPipeline('mender'), {
      ...{ ...wishes, ...options, budget: NO_BUDGET },
    });
  } finally {
    await solver.close();
    await toolbox.close();
    store.close();
  }
}

function load(database: string): StudyResults {
  const store = new Store(join(folder, database), { mustExist: true });
  try {
    return loadResults(store, chooseStudy(store, undefined));
  } finally {
    store.close();
  }
}

const outcomes = (results: StudyResults) =>
  (results.ownPrograms ?? []).map(({ modelId, taskNumber, stage, verdict }) => [
    ...[modelId, taskNumber, stage, verdict],
  ]);
const OUTCOMES = [
  ['bungler', 1, 'fix', 'wrong_answer'],
  ['bungler', 5, 'refine', 'runtime_error'],
  ['mender', 1, 'fix', 'passed'],
  ['mender', 5, 'refine', 'passed'],
];

beforeAll(async () => {
  study = await ownProgramsStudy({ measure: { presets: ['single'] } });
});
afterAll(async () => {
  await study.server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a study of whole programs with fix and refine', () => {
  let first: Progress;
  beforeAll(async () => {
    first = await sweep('own.sqlite', study.input);
  });

  it('has models fix what failed of their own programs and refine what passed, and nothing where there is no program', () => {
    expect(outcomes(load('own.sqlite'))).toEqual(OUTCOMES);
    expect(first).toMatchObject({ cells: 6 + 4, done: 10, missing: 0, faults: 0, freshAnswers: 10 });
  });

  it('shows a model its very program', () => {
    const prompts = study.server.requests.map(({ prompt }) => prompt ?? '');
    const fixing = prompts.filter((prompt) => prompt.includes('does not work correctly'));
    expect(fixing.map((prompt) => prompt.includes('# mine\n')).sort()).toEqual([false, true]);
    expect(fixing.every((prompt) => !prompt.includes('min(capacity, len(queue))'))).toBe(true);
    expect(prompts.filter((prompt) => prompt.includes('range(1_000_000)'))).toHaveLength(1);
  });

  it('measures a refined program beside the one it was made of, and a fixed one beside the canonical solution', () => {
    const measured = (load('own.sqlite').ownPrograms ?? []).filter(({ verdict }) => verdict === 'passed');
    expect(measured.map(({ stage }) => stage)).toEqual(['fix', 'refine']);
    const [fixed, refined] = measured.map(
      ({ measurements }) => measurements['single']?.ratios?.executionTime,
    );
    expect(refined).toBeLessThan(0.8);
    expect(fixed).toBeGreaterThan(0.3);
    expect(first.measured).toBe(first.toMeasure);
  });

  it('keeps them out of the cells that are compared', () => {
    const { cells } = load('own.sqlite');
    expect(cells).toHaveLength(6);
    expect(new Set(cells.map(({ stage }) => stage))).toEqual(new Set(['generate']));
  });

  it.each([
    [1, { refine: 'off' }],
    [5, { refine: 'first_improvement' }],
  ] as const)(
    'has the answers and figures of the pipeline of one model to task %i',
    async (task, options) => {
      const before = study.server.requests.length;
      const solution = await solved('own.sqlite', study.input, task, options);
      expect(solution.program).toMatch(task === 1 ? /^# mended/ : /^# quicker/);
      expect(study.server.requests).toHaveLength(before);
    },
  );

  it('goes on without asking, running or measuring anything again', async () => {
    const again = await sweep('own.sqlite', study.input);
    expect(again).toMatchObject({ cells: 10, done: 10, freshAnswers: 0, freshRuns: 0, freshMeasurements: 0 });
  });
});

describe('a study of whole programs that is stopped', () => {
  it('comes to the same own programs when it goes on, without a question asked twice', async () => {
    const before = study.server.requests.length;
    const unmeasured = { ...study.input, spec: { ...study.input.spec, measure: { presets: [] } } };
    for (const stopAfter of [1, 2, 3]) await sweep('stopped.sqlite', unmeasured, stopAfter);
    await sweep('stopped.sqlite', unmeasured);
    expect(outcomes(load('stopped.sqlite'))).toEqual(OUTCOMES);
    const asked = study.server.requests.slice(before).map(({ model, prompt }) => `${model} ${prompt}`);
    expect(asked).toHaveLength(10);
    expect(new Set(asked).size).toBe(10);
  });
});

describe('a study of whole programs with one of the two stages', () => {
  it('puts no program to the other one', async () => {
    const spec = { ...study.input.spec, stages: ['generate', 'fix'] as const, measure: { presets: [] } };
    await sweep('fix.sqlite', { ...study.input, spec: { ...spec, stages: [...spec.stages] } });
    expect(outcomes(load('fix.sqlite'))).toEqual(OUTCOMES.filter(([, , stage]) => stage === 'fix'));
  });
});
