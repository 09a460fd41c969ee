import { expect, test } from 'vitest';
import type { CellResult, RunFigures } from '../../../harness/study/results.js';
import { cell, measured, REFERENCE, run } from './fixture.js';
import { modelOf, rankingOf } from './helpers.js';

const wrong = { verdict: 'wrong_answer' } as const;

/** One measured pass a ratio, on P1, P2, ...; null: a failure. */
function timed(modelId: string, ratios: readonly (number | null)[]): CellResult[] {
  return ratios.map((ratio, index) =>
    cell(modelId, `P${index + 1}`, ratio === null ? wrong : measured(run(ratio))),
  );
}

function figures(cells: readonly CellResult[], modelId = 'a') {
  return modelOf(rankingOf(cells), modelId).runtime;
}

test('execution time is the geometric mean of CPU time ratios', () => {
  const { executionTime } = figures(timed('a', [1, 2, 4]));
  expect(executionTime.value).toBeCloseTo(2, 12);
  expect(executionTime.n).toBe(3);
});

test('memory figures are ratios to the reference', () => {
  const { maxMemory, meanMemory } = figures([cell('a', 'P1', measured(run(1, 3, 5)))]);
  expect(maxMemory.value).toBe(3);
  expect(meanMemory.value).toBe(5);
});

test('CPU efficiency is CPU time by wall time, relative to the reference', () => {
  const figuresOfRun: RunFigures = { ...REFERENCE, cpuNs: 300, wallNs: 400 };
  expect(figures([cell('a', 'P1', measured(figuresOfRun))]).cpuEfficiency.value).toBe(1.5);
});

test('a failed program has no runtime, though it ran', () => {
  const { executionTime } = figures([cell('a', 'P1', { ...wrong, ...measured(run(1)) })]);
  expect(executionTime).toEqual({ value: null, n: 0, basis: null });
});

test.each([
  ['no run', { run: null, reference: REFERENCE }],
  ['no reference', { run: run(1), reference: null }],
  ['a run of 0', { run: run(0), reference: REFERENCE }],
  ['a reference of 0', { run: run(1), reference: { ...REFERENCE, cpuNs: 0 } }],
  ['a figure that is no number', { run: { ...run(1), cpuNs: Number.NaN }, reference: REFERENCE }],
])('with %s the execution time stays null', (_, parts) => {
  expect(figures([cell('a', 'P1', parts)]).executionTime.value).toBeNull();
});

test('a mean memory that was not measured stays null, the others do not', () => {
  const { meanMemory, maxMemory } = figures([cell('a', 'P1', measured(run(1, 2, null)))]);
  expect(meanMemory.value).toBeNull();
  expect(maxMemory.value).toBe(2);
});

test('samples of a problem are averaged before problems are', () => {
  const { executionTime } = figures([
    cell('a', 'P1', measured(run(4))),
    cell('a', 'P1', { sample: 1, ...measured(run(16)) }),
    cell('a', 'P2', measured(run(1))),
  ]);
  expect(executionTime.value).toBeCloseTo(Math.sqrt(8), 12);
  expect(executionTime.n).toBe(2);
});

test('only problems that every model with a figure passed are used, where there are three', () => {
  const cells = [...timed('a', [2, 2, 2, 99]), ...timed('b', [1, 1, 1, null])];
  expect(figures(cells).executionTime).toEqual({ value: 2, n: 3, basis: 'shared' });
});

test('a model that passed nothing does not narrow the shared problems', () => {
  const cells = [...timed('a', [2, 2, 2]), ...timed('b', [null, null, null])];
  expect(figures(cells).executionTime).toEqual({ value: 2, n: 3, basis: 'shared' });
  expect(figures(cells, 'b').executionTime).toEqual({ value: null, n: 0, basis: null });
});

test('with fewer than three shared problems each model stands on its own, and is flagged', () => {
  const cells = [...timed('a', [2, 2, 8, null]), ...timed('b', [1, 1, null, 1])];
  const ranking = rankingOf(cells);
  expect(modelOf(ranking, 'a').runtime.executionTime).toMatchObject({ n: 3, basis: 'own' });
  expect(modelOf(ranking, 'a').runtime.executionTime.value).toBeCloseTo(Math.cbrt(32), 12);
  expect(ranking.models.map((model) => model.survivorBias)).toEqual([true, true]);
});

test('few problems that are the same for all models are shared, not flagged', () => {
  const ranking = rankingOf([...timed('a', [2, null]), ...timed('b', [1, null])]);
  expect(modelOf(ranking, 'a').runtime.executionTime.basis).toBe('shared');
  expect(ranking.models.map((model) => model.survivorBias)).toEqual([false, false]);
});

test('a pass outside the common set gives no runtime', () => {
  const cells = [
    ...timed('a', [2, 50]),
    cell('b', 'P1', measured(run(1))),
    cell('b', 'P2', { answerState: null, verdict: null }),
  ];
  expect(figures(cells).executionTime).toMatchObject({ value: 2, n: 1 });
});
