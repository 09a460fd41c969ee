import type { ModelCost } from '../../store/charges.js';

/** What answers have cost. In USD, where prices were known when they were asked. */
export interface ActualCost {
  /** Null: at least one answer has no known price. */
  readonly usd: number | null;
  /** Of the answers whose price was known. */
  readonly knownUsd: number;
  /** Answers that were asked, not imported. */
  readonly answers: number;
  readonly unpricedAnswers: number;
  /** Answers whose tokens the provider didn't count, so that they are estimated by their length. */
  readonly estimatedAnswers: number;
  /** Tries that gave no answer, but may have been paid for, and what they may have cost. */
  readonly tries: number;
  readonly triesUsd: number;
}

export function actualCost(costs: readonly ModelCost[]): ActualCost {
  const sum = (field: 'answers' | 'estimated' | 'unpriced' | 'usd' | 'tries' | 'triesUsd') =>
    costs.reduce((total, cost) => total + cost[field], 0);
  const unpricedAnswers = sum('unpriced');
  return {
    usd: unpricedAnswers > 0 ? null : sum('usd'),
    knownUsd: sum('usd'),
    answers: sum('answers'),
    unpricedAnswers,
    estimatedAnswers: sum('estimated'),
    tries: sum('tries'),
    triesUsd: sum('triesUsd'),
  };
}
