import { expect, it } from 'vitest';
import { recordedModel } from '../../../harness/study/open.js';
import { storedPrices } from '../../../harness/study/stored-prices.js';
import type { ModelSpec } from '../../../harness/models/contract.js';
import type { Store } from '../../../harness/store/index.js';
import { newPath, storeAt } from '../store/fixture.js';
import { addCell, addStudy, STUDY } from '../store/measured.js';

const PRICE = { inputUsdPerMTok: 1, outputUsdPerMTok: 2 };

function asked(baseUrl: string, given: Partial<ModelSpec> = {}): ModelSpec {
  const source = { kind: 'openai', apiName: 'm', baseUrl, keyVariable: null } as const;
  return { ...recordedModel('m'), source, ...given };
}

/** The price of model m, which the study has one answer of. */
function priceOf(model: ModelSpec, fill: (store: Store) => void = () => undefined) {
  const store = storeAt(newPath());
  try {
    addStudy(store);
    addCell(store, 'm', 'program');
    store.studies.addModel(model);
    fill(store);
    return storedPrices(store, STUDY, ['m'])['m'];
  } finally {
    store.close();
  }
}

function charge(store: Store, inputUsdPerMTok: number): void {
  store.charges.add({
    ...{ answerKey: 'answer of m', modelId: 'm', kind: 'answer', promptTokens: 1, completionTokens: 1 },
    ...{ tokensFrom: 'provider', inputUsdPerMTok, outputUsdPerMTok: 2 },
  });
}

it('a price has its source, and no date where nobody was asked at it', () => {
  const model = asked('https://api.example.com', { price: PRICE, priceSource: 'their list of May' });
  expect(priceOf(model, (store) => charge(store, 9))).toEqual({
    ...PRICE,
    source: 'their list of May',
    lastPaidIso: null,
  });
});

it('a price has the date when the study last asked at it', () => {
  const price = priceOf(asked('https://api.example.com', { price: PRICE }), (store) => charge(store, 1));
  expect(price?.lastPaidIso).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
});

it('a model without a price has none, but where it is served on this computer', () => {
  expect(priceOf(asked('https://api.example.com'))).toBeUndefined();
  expect(priceOf(asked('http://127.0.0.1:8000/v1'))).toMatchObject({
    inputUsdPerMTok: 0,
    outputUsdPerMTok: 0,
  });
});

it('of recorded answers nobody knows the price', () => {
  expect(priceOf(recordedModel('m'))).toBeUndefined();
});
