import { describe, expect, it } from 'vitest';
import { Budget, BudgetReached } from '../../../../harness/study/money/budget.js';

/** Whether a promise is settled once all that can happen now has happened. */
async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  let open = true;
  promise.then(
    () => (open = false),
    () => (open = false),
  );
  await new Promise((done) => setImmediate(done));
  return open;
}

describe('a budget', () => {
  it('lets a question through as long as less was spent', async () => {
    const budget = new Budget({ usd: 1, models: {} }, new Map([['a', 0.99]]));
    (await budget.turn('a', 0.5)).settle(0.02);
    await expect(budget.turn('a', 0.001)).rejects.toThrow(BudgetReached);
  });

  it('counts what all models have cost before', async () => {
    const spent = new Map([
      ['a', 0.6],
      ['b', 0.4],
    ]);
    await expect(new Budget({ usd: 1, models: {} }, spent).turn('c', 0.1)).rejects.toThrow(
      'the budget of the study, 1 USD, is spent: raise it to go on',
    );
  });

  it('keeps a question back while those under way could use up the rest, and lets it through when they came cheaper', async () => {
    const budget = new Budget({ usd: 1, models: {} });
    const first = await budget.turn('a', 1);
    const second = budget.turn('a', 1);
    expect(await isOpen(second)).toBe(true);
    first.settle(0.1);
    (await second).settle(0.1);
  });

  it('refuses who waited when those under way came to all of it', async () => {
    const budget = new Budget({ usd: 1, models: {} });
    const first = await budget.turn('a', 1);
    const second = budget.turn('a', 1);
    first.settle(1.2);
    await expect(second).rejects.toThrow(BudgetReached);
  });

  it('of one model stops that model alone', async () => {
    const budget = new Budget({ models: { a: 0.5 } }, new Map([['a', 0.5]]));
    await expect(budget.turn('a', 0.1)).rejects.toThrow('the budget of a, 0.5 USD, is spent');
    (await budget.turn('b', 100)).settle(100);
  });

  it('raises the signal of a model when it is spent', async () => {
    const budget = new Budget({ usd: 1, models: {} });
    const [signal] = budget.signalsOf('a');
    const turn = await budget.turn('a', 1);
    expect(signal?.aborted).toBe(false);
    turn.settle(1);
    expect(signal?.reason).toBeInstanceOf(BudgetReached);
  });

  it('ends the wait when the run is stopped', async () => {
    const budget = new Budget({ usd: 1, models: {} });
    await budget.turn('a', 1);
    const stop = new AbortController();
    const waiting = budget.turn('a', 1, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
  });

  it('without limits lets everything through', async () => {
    const budget = new Budget({ models: {} });
    await budget.turn('a', 1e9);
    await budget.turn('a', 1e9);
    expect(budget.signalsOf('a')).toEqual([]);
  });
});
