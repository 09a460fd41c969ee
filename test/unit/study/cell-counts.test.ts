import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../harness/models/contract.js';
import { CellCounts, leftOf } from '../../../harness/study/cell-counts.js';

const A = { model: { id: 'a' }, stage: 'generate' } as const;
const A_FIX = { model: { id: 'a' }, stage: 'fix' } as const;
const B = { model: { id: 'b' }, stage: 'generate' } as const;
const ANSWER = { promptTokens: 10, completionTokens: null } as Answer;

/** Counts with a clock that stands where it is set. */
function counting() {
  const clock = { ms: 0 };
  return { clock, counts: new CellCounts(() => clock.ms) };
}

describe('the counts of a run', () => {
  it('are kept by model and stage, in the order of the plan', () => {
    const { counts } = counting();
    counts.planned([A, A_FIX, B, A]);
    counts.answered(A, ANSWER, true);
    counts.done(A, true, true);
    counts.failed(B, 'missing');
    counts.failed(A_FIX, 'fault');
    expect(counts.stages()).toMatchObject([
      { model: 'a', stage: 'generate', cells: 2, answered: 1, done: 1, passed: 1, promptTokens: 10 },
      { model: 'a', stage: 'fix', cells: 1, done: 0, faults: 1 },
      { model: 'b', stage: 'generate', cells: 1, missing: 1, done: 0 },
    ]);
    expect(counts.models().map((row) => [row.model, row.cells, leftOf(row)])).toEqual([
      ['a', 3, 1],
      ['b', 1, 0],
    ]);
    expect(counts.total()).toMatchObject({ cells: 4, done: 1, missing: 1, faults: 1, completionTokens: 0 });
  });

  it('hold what is under way until it has ended, failed work included', async () => {
    const { counts } = counting();
    counts.planned([A]);
    let finish = (): void => undefined;
    const asked = counts.asking(A, () => new Promise<void>((resolve) => (finish = resolve)));
    const judged = counts.judging(A, () => Promise.reject(new Error('gave up')));
    expect(counts.total()).toMatchObject({ asking: 1, judging: 1 });
    finish();
    await asked;
    await expect(judged).rejects.toThrow('gave up');
    expect(counts.total()).toMatchObject({ asking: 0, judging: 0 });
  });

  it('have a pace of fresh answers only: what was stored tells nothing of what is to come', () => {
    const { counts, clock } = counting();
    counts.planned(Array.from({ length: 20 }, () => A));
    for (let index = 0; index < 10; index += 1) counts.answered(A, ANSWER, index < 3);
    for (let index = 0; index < 10; index += 1) counts.done(A, false, index < 5);
    clock.ms = 30_000;
    expect(counts.total()).toMatchObject({ answersPerMinute: 6, remainingMs: 60_000 });
  });

  it('add up what was paid, which is not known where one price is not', () => {
    const { counts } = counting();
    counts.planned([A, B]);
    counts.paid(A, 0.25);
    counts.paid(A, 0.5);
    counts.paid(B, null);
    counts.paid(B, 1);
    expect(counts.models().map(({ costUsd }) => costUsd)).toEqual([0.75, null]);
    expect(counts.total().costUsd).toBeNull();
  });

  it('take the slowest model for the time that is left, and know none while its pace is unknown', () => {
    const { counts, clock } = counting();
    counts.planned([A, A, A, A, B, B, B, B, B]);
    for (let index = 0; index < 3; index += 1) counts.done(A, true, true);
    counts.done(B, true, true);
    clock.ms = 30_000;
    expect(counts.total().remainingMs).toBeNull();
    counts.done(B, true, true);
    counts.done(B, true, true);
    expect(counts.models().map((row) => row.remainingMs)).toEqual([10_000, 20_000]);
    expect(counts.total().remainingMs).toBe(20_000);
  });
});
