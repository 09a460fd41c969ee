import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../../../datasets/index.js';
import type { Problem } from '../../../datasets/problem.js';
import { Solver } from '../../../harness/evaluation/solver.js';
import { scriptedScripts, scriptedSpecs } from '../../../harness/models/scripted/models.js';
import { startScriptedServer, type ScriptedServer } from '../../../harness/models/scripted/server.js';
import { openSource } from '../../../harness/models/source.js';
import { presetOf } from '../../../harness/measure/presets.js';
import { NO_BUDGET, singleModelPipeline, type Solution } from '../../../harness/orchestrator/index.js';
import { runLimitsSchema } from '../../../harness/stages/limits.js';
import { renderPrompt } from '../../../harness/stages/prompt.js';
import { Store } from '../../../harness/store/index.js';
import { openToolbox, type Toolbox } from '../../../harness/study/toolbox.js';
import { temporaryFolder } from '../cli/perforch.js';

const folder = temporaryFolder();
const never = new AbortController().signal;
let server: ScriptedServer;
let toolbox: Toolbox;
let found: Solution[];

/** As a problem in Rust of a public data set is: it shows no example, and has a derived one. */
const derived = (problem: Problem): Problem => ({
  ...problem,
  tests: { ...problem.tests, example: null },
  derivedExample: problem.tests.example ?? undefined,
});

beforeAll(async () => {
  const loaded = await loadDataset('mini', { languages: ['rust'] });
  const problems = loaded.problems.filter(({ number }) => [2, 5].includes(number)).map(derived);
  const scripts = scriptedScripts(problems, (stage, problem, input) =>
    renderPrompt(stage, problem, 'Rust', input),
  );
  server = await startScriptedServer(scripts);
  toolbox = await openToolbox(['rust']);
  const models = scriptedSpecs(server.baseUrl);
  const sources = new Map(models.map((model) => [model.id, openSource(model)]));
  const limits = runLimitsSchema.parse({});
  const store = new Store(join(folder, 'derived.sqlite'));
  const input = { problems, models, sources, parameters: {}, limits, preset: presetOf('quick') };
  const solver = new Solver(
    { ...input, providers: new Map(), feedback: true, validation: 'public' },
    store,
    toolbox,
    { lanes: 1, askLanes: 1, stop: never, abort: never, onNote: () => undefined },
  );
  const options = { feedback: true, refine: 'off', refineMetric: 'ranking', improvement: 'shown' } as const;
  found = [];
  for (const problem of problems)
    for (const { id } of models)
      found.push(await solver.solve(problem, singleModelPipeline(id), { ...options, budget: NO_BUDGET }));
  await solver.close();
  store.close();
});
afterAll(async () => {
  await toolbox.close();
  await server.close();
});

describe('with public tests deciding, and derived ones alone,', () => {
  it('programs are validated by them', () => {
    const states = new Set(found.map(({ validation }) => validation));
    expect(states).toContain('passed');
    expect(states).not.toContain('not_validated');
    expect(found.flatMap(({ events }) => events).some(({ type }) => type === 'failed')).toBe(true);
  });

  it('no prompt shows them, and fixers are told the verdict alone', () => {
    const prompts = server.requests.map(({ prompt }) => prompt ?? '');
    expect(prompts.some((prompt) => prompt.includes('What went wrong'))).toBe(true);
    for (const prompt of prompts) expect(prompt).not.toMatch(/assert_eq|panicked|#\[test\]/);
  });
});
