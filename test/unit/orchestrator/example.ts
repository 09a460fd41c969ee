import { readFileSync } from 'node:fs';
import { NO_BUDGET, perforch, ProfileSchema, storyLine } from 'perforch/orchestrator';
import type { Asker, Evaluator, Options, Task } from 'perforch/orchestrator';

const profile = ProfileSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? 'profile.json', 'utf8')));
const task: Task = { id: 'my-task', language: 'python', categories: ['Array'] };
const cost = { promptTokens: null, completionTokens: null, usd: null, latencyMs: null };

// In place of these: how you ask a model, and how you run a program with its tests.
const asker: Asker = {
  ask: ({ stage }) => Promise.resolve({ state: 'program', program: `written to ${stage}`, cost }),
  askCategories: () => Promise.resolve({ state: 'unanswered', reason: 'nobody is asked' }),
};
const validate: Evaluator['validate'] = (_, program) =>
  Promise.resolve(
    program === 'written to fix'
      ? { state: 'passed' }
      : { state: 'failed', verdict: 'wrong_answer', failure: 'A test expected another result.' },
  );
const evaluator: Evaluator = {
  validate,
  validateShown: validate,
  compare: () => Promise.resolve({ state: 'not_measurable', reason: 'nothing is measured here' }),
};
const options: Options = {
  ...{ feedback: true, refine: 'off', refineMetric: 'ranking', improvement: 'shown', budget: NO_BUDGET },
};

const solution = await perforch(profile).solve(task, { asker, evaluator }, options);
const lines = [...solution.events.map(storyLine), solution.program ?? 'no program'];
process.stdout.write(`${lines.join('\n')}\n`);
