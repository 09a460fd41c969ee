import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language, type Problem } from '../../../datasets/problem.js';
import { Solver } from '../../../harness/evaluation/solver.js';
import type { ValidationMode } from '../../../harness/evaluation/evaluator.js';
import { languageModule } from '../../../harness/languages/index.js';
import { presetOf } from '../../../harness/measure/presets.js';
import { NO_BUDGET, singleModelPipeline, type Options } from '../../../harness/orchestrator/index.js';
import { runKey } from '../../../harness/stages/judge.js';
import { Store } from '../../../harness/store/index.js';
import { openDemo, type Demo } from '../../../harness/study/demo.js';
import { openToolbox, type Toolbox } from '../../../harness/study/toolbox.js';
import { temporaryFolder } from '../cli/perforch.js';

const folder = temporaryFolder();
const SECRET = 'HIDDEN-SECRET-';
const OPTIONS: Options = {
  ...{ feedback: true, refine: 'off', refineMetric: 'ranking', improvement: 'shown', budget: NO_BUDGET },
};
const never = new AbortController().signal;
let demo: Demo;
let toolbox: Toolbox;

/** What hidden tests say aloud as they begin, so that it is in all that their run wrote. */
const ALOUD: Readonly<Record<Language, (tests: string, secret: string) => string>> = {
  python: (tests, secret) => `import sys\nprint("${secret}", file=sys.stderr)\n${tests}`,
  java: (tests, secret) => tests.replace(/(void main\([^)]*\) \{)/, `$1 System.err.println("${secret}");`),
  cpp: (tests, secret) =>
    tests.replace(/(int main\(\) ?\{)/, `#include <cstdio>\n$1 fprintf(stderr, "${secret}\\n");`),
  go: (tests, secret) => tests.replace(/(\*testing\.T\) \{)/, `$1 println("${secret}");`),
  rust: (tests, secret) => tests.replace(/(#\[test\]\s*fn \w+\(\) \{)/, `$1 eprintln!("${secret}");`),
};

function withSecret(problem: Problem): Problem {
  const hidden = ALOUD[problem.language](problem.tests.hidden, `${SECRET}${problem.taskId}`);
  expect(hidden).toContain(SECRET);
  return { ...problem, tests: { ...problem.tests, hidden } };
}

const linesOf = (text: string): Set<string> => new Set(text.split('\n').map((line) => line.trim()));

/** Lines of the hidden tests that nothing a model may see has. */
function hiddenLines(problem: Problem): string[] {
  const bodies = [problem.canonicalBody, problem.buggyBody ?? '', problem.refinedBody ?? ''];
  const open = linesOf([problem.prompt, problem.tests.example ?? '', ...bodies].join('\n'));
  return [...linesOf(problem.tests.hidden)].filter((line) => /\w{3}/.test(line) && !open.has(line));
}

beforeAll(async () => {
  demo = await openDemo({ problems: [2, 5] });
  toolbox = await openToolbox(LANGUAGES);
});
afterAll(async () => {
  await toolbox.close();
  await demo.server.close();
});

/** Every model solves every problem; gives the prompts that fixers were sent. */
async function fixPrompts(problems: readonly Problem[], validation: ValidationMode): Promise<string[]> {
  const { models, sources } = demo.input;
  const store = new Store(join(folder, `${validation}.sqlite`));
  const shared = {
    parameters: {},
    limits: demo.input.spec.limits,
    preset: presetOf('quick'),
    feedback: true,
  };
  const input = { ...shared, problems, models, sources, providers: new Map(), validation };
  const control = { lanes: 1, askLanes: 1, stop: never, abort: never, onNote: () => undefined };
  const solver = new Solver(input, store, toolbox, control);
  const before = demo.server.requests.length;
  try {
    for (const problem of problems)
      for (const { id } of models) await solver.solve(problem, singleModelPipeline(id), OPTIONS);
    for (const problem of problems) await expectAloud(problem, solver, store);
  } finally {
    await solver.close();
    store.close();
  }
  const prompts = demo.server.requests.slice(before).map(({ prompt }) => prompt ?? '');
  return prompts.filter((prompt) => prompt.includes('What went wrong'));
}

/** The secret is there to be leaked: a run of a wrong program with the hidden tests says it. */
async function expectAloud(problem: Problem, solver: Solver, store: Store): Promise<void> {
  const program = languageModule(problem.language).programOf(problem, problem.buggyBody ?? '');
  expect(await solver.scores(problem, program)).toBe(false);
  const request = { problem, program, tests: 'hidden', limits: demo.input.spec.limits } as const;
  const key = runKey(request, toolbox.toolchain(problem.language), toolbox.sandbox);
  expect(store.runs.lastStep(key)?.stderr, problem.uid).toContain(SECRET);
}

describe.each(['full', 'public'] as const)('with feedback, and %s tests deciding,', (validation) => {
  let problems: Problem[];
  let prompts: string[];

  beforeAll(async () => {
    const all = demo.input.problems;
    problems = all.filter(({ number }) => [2, 5].includes(number)).map(withSecret);
    prompts = await fixPrompts(problems, validation);
  });

  it('fixers are told what the tests that they may see say', () => {
    expect(prompts.length).toBeGreaterThan(5);
    expect(prompts.some((prompt) => prompt.includes('AssertionError'))).toBe(true);
  });

  it('nothing of a hidden test reaches a prompt', () => {
    for (const prompt of prompts) {
      expect(prompt).not.toContain(SECRET);
      const lines = linesOf(prompt);
      for (const problem of problems)
        expect(hiddenLines(problem).filter((line) => lines.has(line))).toEqual([]);
    }
  });
});
