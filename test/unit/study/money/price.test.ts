import { describe, expect, it } from 'vitest';
import { costOf, priceOf } from '../../../../harness/study/money/price.js';

const PRICE = { inputUsdPerMTok: 3, outputUsdPerMTok: 15 };

function at(baseUrl: string, price: typeof PRICE | null = null) {
  return priceOf({ price, source: { kind: 'openai', apiName: 'm', baseUrl, keyVariable: null } });
}

describe('the price of a model', () => {
  it.each([
    'http://127.0.0.1:8000/v1',
    'http://127.8.0.1/v1',
    'http://localhost:8000/v1',
    'http://[::1]:80/v1',
  ])('is nothing at %s', (url) => {
    expect(at(url)).toEqual({ inputUsdPerMTok: 0, outputUsdPerMTok: 0 });
  });

  it('is what its file says, also on this computer', () => {
    expect(at('http://127.0.0.1:8000/v1', PRICE)).toEqual(PRICE);
  });

  it.each([
    'https://api.example.com/v1',
    'http://localhost.example.com/v1',
    'http://10.0.0.1/v1',
    'http://127.example.com/v1',
  ])('is unknown at %s, and not 0', (url) => {
    expect(at(url)).toBeNull();
  });

  it('is nothing where answers are imported', () => {
    expect(priceOf({ price: null, source: { kind: 'recorded' } })).toEqual({
      inputUsdPerMTok: 0,
      outputUsdPerMTok: 0,
    });
  });

  it('is counted by a million tokens, prompt and completion apart', () => {
    const cost = costOf(PRICE, { promptTokens: 2_000_000, completionTokens: 100_000 });
    expect(cost).toEqual({ inputUsd: 6, outputUsd: 1.5, usd: 7.5 });
  });
});
