import { describe, expect, it } from 'vitest';
import { costNotes, costText, usdText } from '../../../harness/cli/money-text.js';

const NOTHING = {
  usd: 0,
  knownUsd: 0,
  answers: 0,
  unpricedAnswers: 0,
  estimatedAnswers: 0,
  tries: 0,
  triesUsd: 0,
};

describe('a sum of money', () => {
  it.each([
    [0, '0.00'],
    [1234.5, '1,234.50'],
    [0.00123, '0.0012'],
    [null, 'unknown'],
  ])('of %s is %s', (usd, text) => {
    expect(usdText(usd)).toBe(text);
  });
});

describe('what answers have cost', () => {
  it('is nothing to speak of where none was asked for', () => {
    expect(costText(NOTHING)).toBe('-');
  });

  it('is unknown, and not 0, where no price was known', () => {
    expect(costText({ ...NOTHING, usd: null, answers: 3, unpricedAnswers: 3 })).toBe('unknown');
  });

  it('is a sum and a question mark where some prices were known', () => {
    const some = { ...NOTHING, usd: null, knownUsd: 2, answers: 3, unpricedAnswers: 1 };
    expect(costText(some)).toBe('2.00 + ?');
    expect(costNotes(some)).toEqual(['answers without a known price: 1']);
  });

  it('is marked where tokens are estimated', () => {
    const some = { ...NOTHING, usd: 2, knownUsd: 2, answers: 3, estimatedAnswers: 1 };
    expect(costText(some)).toBe('~2.00');
    expect(costNotes(some)).toEqual(['answers with tokens estimated by length: 1']);
  });

  it('says apart what tries without an answer may have cost', () => {
    expect(costNotes({ ...NOTHING, tries: 2, triesUsd: 0.5 })).toEqual([
      'tries without an answer that may have been paid for: 2, at 0.50 USD as estimated',
    ]);
  });
});
