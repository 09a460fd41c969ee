import { expect, test } from 'vitest';
import type { Event } from '../../../harness/orchestrator/event.js';
import { storyLine } from '../../../harness/orchestrator/story.js';

const cost = { promptTokens: 200, completionTokens: 80, usd: 0.00123, latencyMs: 900 };
const a = { model: 'a', sample: 1 };
const b = { model: 'b', sample: 2 };

test.each<[Event, string]>([
  [
    { type: 'categorised', categories: ['Array', 'Math'], by: 'task', asked: 0, unanswered: null },
    'categories: Array, Math',
  ],
  [
    { type: 'categorised', categories: ['Math'], by: 'model', asked: 1, unanswered: null },
    'categories: Math, as a model says',
  ],
  [{ type: 'categorised', categories: [], by: 'nobody', asked: 0, unanswered: null }, 'categories: none'],
  [
    { type: 'categorised', categories: [], by: 'nobody', asked: 2, unanswered: 'the key is not set' },
    'categories: none: the model that was asked gave no answer: the key is not set',
  ],
  [
    { type: 'categorised', categories: [], by: 'nobody', asked: 2, unanswered: null },
    'categories: none: the model that was asked named none of the list',
  ],
  [
    { type: 'routed', stage: 'fix', level: 'language', choices: [a, b] },
    'fix: a, b#2 (ranked for its language)',
  ],
  [{ type: 'routed', stage: 'fix', level: 'nothing', choices: [] }, 'fix: - (the profile ranks nobody)'],
  [
    { type: 'answered', stage: 'generate', ...a, cost },
    'generate a: wrote a program (200 + 80 tokens, USD 0.0012)',
  ],
  [
    {
      type: 'no_program',
      stage: 'fix',
      ...a,
      reason: 'refused',
      cost: { ...cost, promptTokens: null, usd: null },
    },
    'fix a: wrote no program: refused',
  ],
  [{ type: 'unanswered', stage: 'fix', ...b, reason: 'down' }, 'fix b#2: gave no answer: down'],
  [{ type: 'passed', stage: 'generate', ...a }, 'generate a: passes the tests'],
  [{ type: 'failed', stage: 'fix', ...a, verdict: 'time_limit' }, 'fix a: fails the tests: time_limit'],
  [
    { type: 'not_validated', stage: 'generate', ...a },
    'generate a: no_public_tests: there are no tests to run',
  ],
  [
    { type: 'accepted', ...a, metric: 'executionTime', ratio: 0.5 },
    "refine a: accepted, 0.500 of the original's time",
  ],
  [
    { type: 'rolled_back', ...a, metric: 'maxMemory', reason: 'not_better', ratio: 1.5 },
    "refine a: rolled back: it is not better, 1.500 of the original's maximum memory",
  ],
  [
    { type: 'accepted', ...a, metric: 'cpuEfficiency', ratio: 0.5 },
    "refine a: accepted, 2.000 of the original's CPU efficiency",
  ],
  [
    { type: 'rolled_back', ...a, metric: 'executionTime', reason: 'tests_failed', ratio: null },
    'refine a: rolled back: it does not pass the tests',
  ],
  [{ type: 'out_of_budget', what: 'usd' }, 'the budget of money is used up'],
  [
    { type: 'finished', validation: 'passed', refined: true },
    'end: a program that passes, and is better than its first form',
  ],
])('%j is told as "%s"', (event, line) => {
  expect(storyLine(event)).toBe(line);
});
