import type { Metric } from '../measure/metric-comparison.js';
import type { Choice, Cost, Stage } from './contract.js';
import type { Event, RollbackReason } from './event.js';
import type { RouteLevel } from './route.js';

const LEVELS: Readonly<Record<RouteLevel, string>> = {
  category: 'ranked for its categories',
  language: 'ranked for its language',
  all: 'ranked over all languages',
  nothing: 'the profile ranks nobody',
};

const ROLLBACKS: Readonly<Record<RollbackReason, string>> = {
  tests_failed: 'it does not pass the tests',
  not_better: 'it is not better',
  flagged: 'what makes it better is not the work',
  same_program: 'it is the same program',
  not_measurable: 'it can not be measured',
  a_better_one_was_found: 'another one is better',
};

const BUDGETS = { calls: 'calls', tokens: 'tokens', usd: 'money', wallMs: 'time' } as const;

const ENDS = {
  passed: 'a program that passes',
  failed: 'no program passes; this is the first that was written',
  not_validated: 'a program that no test was there for (no_public_tests)',
  no_program: 'nobody wrote a program',
} as const;

/** An event in one line, for people. */
export function storyLine(event: Event): string {
  switch (event.type) {
    case 'categorised':
      return `categories: ${event.categories.join(', ') || 'none'}${categorisedBy(event)}`;
    case 'routed':
      return `${event.stage}: ${event.choices.map(nameOf).join(', ') || '-'} (${LEVELS[event.level]})`;
    case 'answered':
      return step(event, `wrote a program${paid(event.cost)}`);
    case 'no_program':
      return step(event, `wrote no program: ${event.reason}${paid(event.cost)}`);
    case 'unanswered':
      return step(event, `gave no answer: ${event.reason}`);
    case 'passed':
      return step(event, 'passes the tests');
    case 'failed':
      return step(event, `fails the tests: ${event.verdict}`);
    case 'not_validated':
      return step(event, 'no_public_tests: there are no tests to run');
    case 'accepted':
      return step({ ...event, stage: 'refine' }, `accepted, ${shareOf(event.metric, event.ratio)}`);
    case 'rolled_back': {
      const ratio = event.ratio === null ? '' : `, ${shareOf(event.metric, event.ratio)}`;
      return step({ ...event, stage: 'refine' }, `rolled back: ${ROLLBACKS[event.reason]}${ratio}`);
    }
    case 'out_of_budget':
      return `the budget of ${BUDGETS[event.what]} is used up`;
    case 'finished':
      return `end: ${ENDS[event.validation]}${event.refined ? ', and is better than its first form' : ''}`;
  }
}

function categorisedBy({ by, asked, unanswered }: Extract<Event, { type: 'categorised' }>): string {
  if (by === 'model') return ', as a model says';
  if (unanswered !== null) return `: the model that was asked gave no answer: ${unanswered}`;
  return by === 'nobody' && asked > 0 ? ': the model that was asked named none of the list' : '';
}

function step({ stage, ...choice }: Choice & { readonly stage: Stage }, what: string): string {
  return `${stage} ${nameOf(choice)}: ${what}`;
}

function nameOf({ model, sample }: Choice): string {
  return sample === 1 ? model : `${model}#${sample}`;
}

function paid({ promptTokens, completionTokens, usd }: Cost): string {
  const parts = [
    ...(promptTokens === null ? [] : [`${promptTokens} + ${completionTokens ?? 0} tokens`]),
    ...(usd === null ? [] : [`USD ${usd.toPrecision(2)}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

const METRICS: Readonly<Record<Metric, string>> = {
  executionTime: 'time',
  meanMemory: 'mean memory',
  maxMemory: 'maximum memory',
  cpuEfficiency: 'CPU efficiency',
};

/** A ratio of CPU efficiency comes turned round, as all are better below 1. */
function shareOf(metric: Metric, ratio: number): string {
  const shown = metric === 'cpuEfficiency' ? 1 / ratio : ratio;
  return `${shown.toFixed(3)} of the original's ${METRICS[metric]}`;
}
