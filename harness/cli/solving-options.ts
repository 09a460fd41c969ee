import type { Budget } from '../orchestrator/index.js';
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
    describe: 'Take the first faster program, the fastest of all, or none',
  },
  improvement: {
    choices: ['shown', 'any'],
    default: 'shown',
    describe: 'What counts as faster: what the interval shows, or any ratio below 1',
  },
  'max-calls': countOption('max-calls', 1, 'Questions to models, at most'),
  'max-tokens': countOption('max-tokens', 1, 'Tokens, at most'),
  'max-minutes': countOption('max-minutes', 1, 'Minutes, at most'),
  'max-usd': textOption('max-usd', 'Cost in USD, at most'),
} as const;

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
