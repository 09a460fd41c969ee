import Sqlite from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import type { AttemptOutcome } from '../../../../harness/models/contract.js';
import { Store } from '../../../../harness/store/index.js';
import { actualCost } from '../../../../harness/study/money/actual-cost.js';
import { costOf } from '../../../../harness/study/money/price.js';
import { purseOf } from '../../../../harness/study/money/limits.js';
import { Spending } from '../../../../harness/study/money/spending.js';
import type { StudyInput } from '../../../../harness/study/run.js';
import { planStudy } from '../../../../harness/study/write-plan.js';
import { studyHash } from '../../../../harness/study/spec.js';
import { newPath } from '../../store/fixture.js';
import { askAll, pricedStudy } from './asking.js';

const PRICE = { inputUsdPerMTok: 10, outputUsdPerMTok: 50 };
const LANES = 4;
// Every answer is on disk before the next one is asked.
vi.setConfig({ testTimeout: 120_000 });

function budgeted(input: StudyInput, budget: { usd?: number; models?: Record<string, number> }): StudyInput {
  return { ...input, spec: { ...input.spec, budget: { models: {}, prices: {}, ...budget } } };
}

function costIn(store: Store, { spec }: StudyInput) {
  return actualCost(store.charges.ofStudy(studyHash(spec)));
}

/** In USD, of what the server says that it has counted. */
function costs(
  answers: readonly { promptTokens: number | null; completionTokens: number | null }[],
): number[] {
  return answers.map(
    ({ promptTokens, completionTokens }) =>
      costOf(PRICE, { promptTokens: promptTokens ?? NaN, completionTokens: completionTokens ?? NaN }).usd,
  );
}

describe('a budget', () => {
  it('is passed by one answer a lane at most, and all of it can be spent', async () => {
    const { input, server } = await pricedStudy(PRICE);
    const usd = 0.2;
    const store = new Store(newPath());
    const asked = await askAll(budgeted(input, { usd }), store, LANES);
    const paid = costs(asked.flatMap((cell) => (cell.state === 'answered' ? [cell.answer] : [])));
    const total = paid.reduce((sum, cost) => sum + cost, 0);
    expect(server.requests).toHaveLength(paid.length);
    expect(paid.length).toBeLessThan(asked.length);
    expect(total).toBeGreaterThanOrEqual(usd);
    expect(total).toBeLessThan(usd + LANES * Math.max(...paid));
    expect(costIn(store, input).usd).toBeCloseTo(total, 12);
    store.close();
  });

  it('leaves what it does not pay for missing, with the reason', async () => {
    const { input } = await pricedStudy(PRICE);
    const store = new Store(newPath());
    const asked = await askAll(budgeted(input, { usd: 0.05 }), store, LANES);
    const reasons = new Set(asked.flatMap((cell) => (cell.state === 'missing' ? [cell.reason] : [])));
    expect([...reasons]).toEqual(['the budget of the study, 0.05 USD, is spent: raise it to go on']);
    store.close();
  });

  it('counts what was spent before, and with a larger one the same study goes on without asking anything twice', async () => {
    const { input, server } = await pricedStudy(PRICE, { problems: [1, 2, 3] });
    const store = new Store(newPath());
    const cells = (await askAll(budgeted(input, { usd: 0.05 }), store, LANES)).length;
    const first = server.requests.length;
    expect(first).toBeLessThan(cells);
    await askAll(budgeted(input, { usd: 0.05 }), store, LANES);
    expect(server.requests).toHaveLength(first);
    const all = await askAll(budgeted(input, { usd: 100 }), store, LANES);
    expect(all.every(({ state }) => state === 'answered')).toBe(true);
    expect(server.requests).toHaveLength(cells);
    store.close();
  });

  it('of one model leaves the others alone', async () => {
    const { input, server } = await pricedStudy(PRICE, { problems: [1, 2, 3] });
    const [limited = ''] = input.models.map(({ id }) => id);
    const store = new Store(newPath());
    await askAll(budgeted(input, { models: { [limited]: 0 } }), store, LANES);
    const askedModels = new Set(server.requests.map(({ model }) => model));
    expect(askedModels).toEqual(new Set(input.models.map(({ id }) => id).filter((id) => id !== limited)));
    store.close();
  });

  it('does not hold for a server on this computer, which costs nothing', async () => {
    const { input } = await pricedStudy(null, { problems: [1] });
    const store = new Store(newPath());
    const asked = await askAll(budgeted(input, { usd: 0 }), store, LANES);
    expect(asked.every(({ state }) => state === 'answered')).toBe(true);
    expect(costIn(store, input).usd).toBe(0);
    store.close();
  });
});

describe('what a budget counts as spent', () => {
  it('has answers that came before the price was known at the price that is known now', async () => {
    const { input } = await pricedStudy(PRICE, { problems: [1] });
    const store = new Store(newPath());
    await askAll(input, store, LANES);
    const known = costIn(store, input).usd ?? NaN;
    store.close();

    const path = newPath();
    const unpriced = new Store(path);
    await askAll(input, unpriced, LANES);
    unpriced.close();
    const database = new Sqlite(path);
    database.exec('UPDATE charge SET input_usd_per_mtok = NULL, output_usd_per_mtok = NULL');
    database.close();
    const again = new Store(path);
    const spent = [...again.charges.spentOn(studyHash(input.spec)).values()];
    expect(spent.reduce((sum, usd) => sum + usd, 0)).toBeCloseTo(known, 12);
    expect(costIn(again, input).usd).toBeNull();
    again.close();
  });
});

describe('the bill of a question', () => {
  const bill = async (outcome: AttemptOutcome) => {
    const { input } = await pricedStudy(PRICE, { problems: [1], stages: ['generate'] });
    const store = new Store(newPath());
    const [cell] = planStudy(input, store);
    if (cell === undefined) throw new Error('no cell');
    const spending = new Spending(store, purseOf(input.spec, store), new AbortController().signal);
    const attempt = { atIso: '2026-01-01T00:00:00Z', durationMs: 1, outcome, message: 'x' };
    spending
      .bill(cell, 'q'.repeat(380))
      .tried({ ...attempt, httpStatus: null, requestId: null, retryAfter: null });
    const cost = costIn(store, input);
    store.close();
    return cost;
  };

  it.each(['timeout', 'not_a_completion', 'aborted'] as const)(
    'has a try that may have been paid for (%s) as an estimate, apart from answers',
    async (outcome) => {
      const { usd, tries, triesUsd } = await bill(outcome);
      expect({ usd, tries }).toEqual({ usd: 0, tries: 1 });
      expect(triesUsd).toBeCloseTo((100 * 10 + 280 * 50) / 1e6, 12);
    },
  );

  it.each(['rate_limited', 'server_error', 'refused_key', 'connection'] as const)(
    'has nothing for a try that nobody charges for (%s)',
    async (outcome) => {
      expect((await bill(outcome)).tries).toBe(0);
    },
  );
});

describe('the cost of a study', () => {
  it('is that of the day of asking, whatever the price is later', async () => {
    const { input } = await pricedStudy(PRICE, { problems: [1] });
    const store = new Store(newPath());
    await askAll(input, store, LANES);
    const before = costIn(store, input);
    const dearer = input.models.map((model) => ({
      ...model,
      price: { inputUsdPerMTok: 1e6, outputUsdPerMTok: 1e6 },
    }));
    await askAll({ ...input, models: dearer }, store, LANES);
    expect(costIn(store, input)).toEqual(before);
    store.close();
  });

  it('counts answers that another study asked for', async () => {
    const { input } = await pricedStudy(PRICE, { problems: [1] });
    const store = new Store(newPath());
    await askAll(input, store, LANES);
    const other = { ...input, spec: { ...input.spec, seed: 99 } };
    await askAll(other, store, LANES);
    expect(costIn(store, other)).toEqual(costIn(store, input));
    store.close();
  });
});
