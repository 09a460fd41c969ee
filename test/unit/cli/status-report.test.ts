import { describe, expect, it } from 'vitest';
import { isDone, statusLines, statusOf } from '../../../harness/cli/status-report.js';
import type { ModelCost } from '../../../harness/store/charges.js';
import type { ModelProgress } from '../../../harness/store/study-progress.js';

const NOW = Date.parse('2026-01-31T12:00:00Z');
const ROW: ModelProgress = {
  modelId: 'm',
  stage: 'generate',
  cells: 100,
  answered: 60,
  decided: 50,
  passed: 30,
  toMeasure: 30,
  measured: 0,
  failed: 2,
  recentAnswers: 20,
  lastIso: '2026-01-31T11:59:57Z',
  promptTokens: 1,
  completionTokens: 2,
};
const COST: ModelCost = {
  modelId: 'm',
  stage: 'generate',
  answers: 60,
  estimated: 0,
  unpriced: 0,
  usd: 1.234,
  tries: 0,
  triesUsd: 0,
};

const shown = (status: ReturnType<typeof statusOf>, columns: number, rows?: number) =>
  `\n${statusLines(status, NOW, columns, rows).join('\n')}\n`;

describe('the status of a study', () => {
  it('is a row a model and stage, and a line on all of it', () => {
    expect(shown(statusOf([ROW, { ...ROW, stage: 'fix' }], [COST]), 120)).toMatchInlineSnapshot(`
      "
      model  stage     cells  answered  failed  to judge  decided  passed  measured  answers/min   USD
      m      generate    100        60       2        10       50      30         0           20  1.23
      m      fix         100        60       2        10       50      30         0           20  0.00
      100/200 decided, 60 passed, 4 failed, 40 answers a minute, 2 min left to ask, last stored 3 s ago
      "
    `);
  });

  it('is a row a model, and then a line, where there is no room', () => {
    const status = statusOf([ROW, { ...ROW, stage: 'fix' }], [COST]);
    expect(shown(status, 80, 3)).toMatchInlineSnapshot(`
      "
      model  stage  cells  answered  failed  to judge  decided  passed  measured
      m      all      200       120       4        20      100      60         0
      100/200 decided, 60 passed, 4 failed, 40 answers a minute, 2 min left to ask, la
      "
    `);
    expect(shown(status, 80, 2)).toMatchInlineSnapshot(`
      "
      100/200 decided, 60 passed, 4 failed, 40 answers a minute, 2 min left to ask, la
      "
    `);
  });

  it('knows no cost where the price of an answer is not known', () => {
    const { rows, total } = statusOf([ROW], [{ ...COST, unpriced: 1 }]);
    expect([rows[0]?.costUsd, total.costUsd]).toEqual([null, null]);
  });

  it('is done when all is decided and what can be measured is', () => {
    const judged = { ...ROW, answered: 100, decided: 100, measured: 29 };
    expect(isDone(statusOf([judged], []).total)).toBe(false);
    expect(isDone(statusOf([{ ...judged, measured: 30 }], []).total)).toBe(true);
    expect(isDone(statusOf([{ ...judged, toMeasure: 0, measured: 0 }], []).total)).toBe(true);
  });
});
