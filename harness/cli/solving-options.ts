import type { Budget, RefineMetric } from '../orchestrator/index.js';
import { countOption, textOption } from './common-options.js';
import { parseUsd } from './money-options.js';

/** How an agent goes about a task. */
export const solvingOptions = {
  validation: {
    choices: ['full', 'public'],
    default: 'full',
    describe: 'Tests that the agent may use: all of them, or only those that the task shows',
  },
  refine: {
    choices: ['first_improvement', 'best_of_n', 'off'],
    default: 'first_improvement',
    describe: 'Take the first better program, the best of all, or none',
  },
  'refine-metric': {
    choices: ['execution-time', 'mean-memory', 'max-memory', 'cpu-efficiency', 'ranking'],
    default: 'execution-time',
    describe: 'What is to become better; ranking: refiners by all criteria of the study, accepted by time',
  },
  improvement: {
    choices: ['shown', 'any'],
    default: 'shown',
    describe: 'What counts as better: what the measurement shows, or any ratio below 1',
  },
  feedback: {
    type: 'boolean',
    default: false,
    describe: 'Tell fixers what went wrong with the tests that the task shows',
  },
  'max-calls': countOption('max-calls', 1, 'Questions to models, at most'),
  'max-tokens': countOption('max-tokens', 1, 'Tokens, at most'),
  'max-minutes': countOption('max-minutes', 1, 'Minutes, at most'),
  'max-usd': textOption('max-usd', 'Cost in USD, at most'),
} as const;

const REFINE_METRICS: Readonly<Record<string, RefineMetric>> = {
  'execution-time': 'executionTime',
  'mean-memory': 'meanMemory',
  'max-memory': 'maxMemory',
  'cpu-efficiency': 'cpuEfficiency',
  ranking: 'ranking',
};

/** What `--refine-metric` names; yargs has checked it. */
export function refineMetricOf(given: string): RefineMetric {
  return REFINE_METRICS[given] ?? 'executionTime';
}

/** The budget of one task. Throws `UserError` for what is no sum of money. */
export function parseBudget(given: {
  readonly 'max-calls'?: number | undefined;
  readonly 'max-tokens'?: number | undefined;
  readonly 'max-minutes'?: number | undefined;
  readonly 'max-usd'?: string | undefined;
}): Budget {
  const { 'max-minutes': minutes, 'max-usd': usd } = given;
  return {
    calls: given['max-calls'] ?? null,
    tokens: given['max-tokens'] ?? null,
    usd: usd === undefined ? null : parseUsd('--max-usd', usd),
    wallMs: minutes === undefined ? null : minutes * 60_000,
  };
}
