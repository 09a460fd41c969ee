import type { Strategy } from '../contract.js';

/**
 * A strategy that may ask as often as another one does of the same task, and not oftener. The other one solves the task first,
 * which costs what it costs where its answers are not stored; only the strategy's own calls are told and counted.
 */
export function withCallsOf(reference: Strategy, own: Strategy): Strategy {
  return {
    id: own.id,
    async solve(task, { asker, evaluator, onEvent, now }, options) {
      const clock = now === undefined ? {} : { now };
      const { calls } = await reference.solve(task, { asker, evaluator, ...clock }, options);
      const budget = { ...options.budget, calls: Math.min(calls, options.budget.calls ?? calls) };
      const telling = onEvent === undefined ? {} : { onEvent };
      return own.solve(task, { asker, evaluator, ...clock, ...telling }, { ...options, budget });
    },
  };
}
