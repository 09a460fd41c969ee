import { describe, expect, it, vi } from 'vitest';
import { Store } from '../../../../harness/store/index.js';
import { promptOf } from '../../../../harness/study/asking.js';
import { estimateMoney } from '../../../../harness/study/money/estimate.js';
import { estimateMachineTime } from '../../../../harness/study/money/machine-time.js';
import { modelsWithoutPrice } from '../../../../harness/study/money/unknown-prices.js';
import { recordedModel } from '../../../../harness/study/open.js';
import { planCells } from '../../../../harness/study/plan.js';
import { newPath } from '../../store/fixture.js';
import { askAll, pricedStudy } from './asking.js';

const PRICE = { inputUsdPerMTok: 10, outputUsdPerMTok: 50 };
vi.setConfig({ testTimeout: 120_000 });

/** A database that is not there. */
function nothing(): Store {
  return new Store(newPath(), { readOnly: true });
}

describe('the estimate of a study', () => {
  it('counts the characters of the very prompts, and assumes answers where none was seen', async () => {
    const { input } = await pricedStudy(PRICE);
    const { models } = estimateMoney(input, nothing());
    const [model] = models;
    const cells = planCells(input.spec, input.problems, input.models).filter(
      (cell) => cell.model.id === model?.modelId,
    );
    const characters = cells.reduce((sum, cell) => sum + promptOf(cell, null).length, 0);
    expect(model).toMatchObject({
      cells: 24,
      answered: 0,
      toAsk: 24,
      promptTokens: Math.round(characters / 3.8),
      completionTokens: 12 * 280 + 12 * 180,
      promptBasis: 'assumed',
      completionBasis: { generate: 'assumed', fix: 'assumed', refine: null },
    });
    expect(model?.outputUsd).toBeCloseTo(((12 * 280 + 12 * 180) * 50) / 1e6, 12);
  });

  it('rests on the answers of the database, and is of those only that are missing still', async () => {
    const { input, server } = await pricedStudy(PRICE, { problems: [1, 2] });
    const store = new Store(newPath());
    await askAll(input, store, 4);
    const asked = server.requests.length;
    const more = { ...input, spec: { ...input.spec, problems: [1, 2, 3] } };
    const { models, answered, toAsk } = estimateMoney(more, store);
    expect(answered).toBe(asked);
    expect(toAsk).toBe(asked / 2);
    expect(new Set(models.map(({ promptBasis }) => promptBasis))).toEqual(new Set(['same_model']));
    store.close();
  });

  it('gives an unknown price no cost, and names the model', async () => {
    const { input } = await pricedStudy(PRICE);
    const [first, ...rest] = input.models;
    const source = { ...first?.source, kind: 'openai' as const, baseUrl: 'https://api.example.com/v1' };
    const models = [{ ...first, price: null, source } as (typeof input.models)[number], ...rest];
    const estimate = estimateMoney({ ...input, models }, nothing());
    expect(estimate.models[0]).toMatchObject({ inputUsd: null, outputUsd: null, usd: null });
    expect(estimate.unpriced).toEqual([models[0]?.id]);
  });

  it('asks nothing of a model whose answers are imported', async () => {
    const { input } = await pricedStudy(PRICE);
    const estimate = estimateMoney({ ...input, models: [recordedModel('m')] }, nothing());
    expect(estimate).toMatchObject({ cells: 24, toAsk: 0, promptTokens: 0, completionTokens: 0, usd: 0 });
  });
});

describe('the machine time of a study', () => {
  it('is of one verdict a cell and reference, and of one measurement a program and preset', async () => {
    const { input } = await pricedStudy(PRICE, { measure: { presets: ['precise', 'paper'] } });
    const { judging, measuring, hours } = estimateMachineTime(input, nothing(), 2);
    const cells = 24 * input.models.length;
    expect(judging).toMatchObject({ programs: cells + 12, origin: 'documentation' });
    expect(judging.hours).toBeCloseTo(((cells + 12) * 0.038) / 2 / 3600, 9);
    expect(measuring.map(({ preset, programs }) => [preset, programs])).toEqual([
      ['precise', cells],
      ['paper', cells],
    ]);
    expect(hours).toBeCloseTo(
      [judging, ...measuring].reduce((sum, part) => sum + (part.hours ?? NaN), 0),
      9,
    );
  });

  it('is unknown for a preset that nobody has timed', async () => {
    const { input } = await pricedStudy(PRICE, { measure: { presets: ['counted'] } });
    expect(estimateMachineTime(input, nothing(), 2).hours).toBeNull();
  });
});

describe('a model whose price nobody knows', () => {
  const unpriced = async (budget?: { usd?: number; models: Record<string, number> }) => {
    const { input } = await pricedStudy(null);
    const [first] = input.models;
    const source = {
      kind: 'openai' as const,
      apiName: 'x',
      baseUrl: 'https://api.example.com/v1',
      keyVariable: null,
    };
    const models = [{ ...first, source } as (typeof input.models)[number], ...input.models.slice(1)];
    const spec = { ...input.spec, ...(budget === undefined ? {} : { budget: { prices: {}, ...budget } }) };
    return { first, input: { ...input, spec, models } };
  };

  it('is found before it is asked', async () => {
    const { first, input } = await unpriced();
    expect(modelsWithoutPrice(input, nothing()).map(({ id }) => id)).toEqual([first?.id]);
  });

  it('is refused where a budget holds for it', async () => {
    const { first, input } = await unpriced({ usd: 1, models: {} });
    expect(() => modelsWithoutPrice(input, nothing())).toThrow(
      `${first?.id ?? ''}: the price is not known, so that the budget could not be kept`,
    );
  });

  it('is not refused for the budget of another one', async () => {
    const { input } = await unpriced();
    const [, other] = input.models;
    const budget = { models: { [other?.id ?? '']: 1 }, prices: {} };
    expect(modelsWithoutPrice({ ...input, spec: { ...input.spec, budget } }, nothing())).toHaveLength(1);
  });
});
