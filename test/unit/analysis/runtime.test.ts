import { expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import type { CellResult } from '../../../harness/study/results.js';
import { cell, measured, measurement, ratios, study } from './fixture.js';
import { flagged, notMeasurable, SAME } from './fixture-measured.js';
import { modelOf, rankingOf } from './helpers.js';

const wrong = { verdict: 'wrong_answer' } as const;

/** One measured pass a ratio, on P1, P2, ...; null: a failure. */
function timed(modelId: string, times: readonly (number | null)[]): CellResult[] {
  return times.map((time, index) =>
    cell(modelId, `P${index + 1}`, time === null ? wrong : measured(ratios(time))),
  );
}

function figures(cells: readonly CellResult[], modelId = 'a') {
  return modelOf(rankingOf(cells), modelId).runtime;
}

test('execution time is the geometric mean of its ratios', () => {
  const { executionTime } = figures(timed('a', [1, 2, 4]));
  expect(executionTime.value).toBeCloseTo(2, 12);
  expect(executionTime.n).toBe(3);
});

test('every criterion has the ratio of its name', () => {
  const given = { executionTime: 2, meanMemory: 5, maxMemory: 3, cpuEfficiency: 1.5 };
  const { executionTime, meanMemory, maxMemory, cpuEfficiency } = figures([cell('a', 'P1', measured(given))]);
  expect(executionTime.value).toBe(2);
  expect(meanMemory.value).toBe(5);
  expect(maxMemory.value).toBe(3);
  expect(cpuEfficiency.value).toBe(1.5);
});

test('figures are those of the first preset', () => {
  const measurements = { paper: measurement(ratios(9)), precise: measurement(ratios(2)) };
  const [context] = analyse(
    study([cell('a', 'P1', { measurements })], { presets: ['precise', 'paper'] }),
  ).contexts;
  expect(context?.models[0]?.runtime.executionTime.value).toBe(2);
});

test.each([
  ['not measured', {}],
  ['measured by another preset only', { quick: measurement(ratios(2)) }],
  ['not measurable', { precise: notMeasurable('below_floor') }],
  ['flagged as too good', { precise: flagged('memoising') }],
  ['flagged, though it is slower', { precise: flagged('keeps_state', 'slower') }],
  ['measured with a ratio of 0', { precise: measurement(ratios(0)) }],
  ['measured with a ratio that is no number', { precise: measurement(ratios(Number.NaN)) }],
])('of a program that is %s the execution time stays null', (_, measurements) => {
  expect(figures([cell('a', 'P1', { measurements })]).executionTime).toEqual({
    value: null,
    n: 0,
    basis: null,
  });
});

test('a program that is the canonical solution has ratios of 1', () => {
  const { executionTime } = figures([cell('a', 'P1', { measurements: { precise: SAME } })]);
  expect(executionTime).toEqual({ value: 1, n: 1, basis: 'shared' });
});

test('a flag that forbids nothing leaves the figures', () => {
  const given = measured(ratios(2), { flags: ['outliers', 'fewer_repetitions'] });
  expect(figures([cell('a', 'P1', given)]).executionTime.value).toBe(2);
});

test('a mean memory that was not measured stays null, the others do not', () => {
  const { meanMemory, maxMemory } = figures([cell('a', 'P1', measured(ratios(1, 2, null)))]);
  expect(meanMemory.value).toBeNull();
  expect(maxMemory.value).toBe(2);
});

test('samples of a problem are averaged before problems are', () => {
  const { executionTime } = figures([
    cell('a', 'P1', measured(ratios(4))),
    cell('a', 'P1', { sample: 1, ...measured(ratios(16)) }),
    cell('a', 'P2', measured(ratios(1))),
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
    cell('b', 'P1', measured(ratios(1))),
    cell('b', 'P2', { answerState: null, verdict: null }),
  ];
  expect(figures(cells).executionTime).toMatchObject({ value: 2, n: 1 });
});
