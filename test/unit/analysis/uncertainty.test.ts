import { expect, test } from 'vitest';
import { allTables, analyse, EXPORTERS } from '../../../analysis/index.js';
import {
  figuresByResample,
  figuresOf,
  rankContexts,
  resampledFigures,
} from '../../../analysis/ranking/index.js';
import { drawResamples, timesDrawn } from '../../../analysis/statistics/index.js';
import { inFixedOrder } from '../../../analysis/cells.js';
import { STAGES } from '../../../harness/study/results.js';
import { HAND_MADE, study } from './fixture.js';
import { MEASURED } from './fixture-measured.js';
import { synthetic } from './fixture-synthetic.js';

const whole = synthetic(
  { models: 4, tasks: 12, languages: ['python', 'rust'], stages: STAGES },
  ({ model, task }) => 0.2 + 0.12 * model + 0.1 * (task % 2),
  ({ model, task }) => 1 + 0.1 * model * (task % 5),
);

test.each([
  ['hand-made', HAND_MADE],
  ['measured', MEASURED],
  ['synthetic', study(whole)],
] as const)('a resample that draws every problem once has the figures of the ranking (%s)', (_, results) => {
  const ids = results.models.map(({ id }) => id);
  for (const { evidence, panel } of rankContexts(
    results,
    inFixedOrder(results.cells),
    ids,
    results.weights,
  )) {
    const once = resampledFigures(panel, evidence.models)(new Uint16Array(panel.problems).fill(1));
    evidence.models.map(figuresOf).forEach((figures, index) => {
      expect(once[index]?.passRate).toBeCloseTo(figures.passRate, 12);
      for (const [id, value] of Object.entries(figures.runtime)) {
        const own = once[index]?.runtime[id as keyof typeof figures.runtime];
        if (value === null) expect(own).toBeNull();
        else expect(own).toBeCloseTo(value, 12);
      }
      expect(once[index]?.improvement ?? NaN).toBeCloseTo(figures.improvement ?? NaN, 12);
    });
  }
});

test.each([
  ['one sample', whole],
  ['programs that were not all measured', whole.filter((_, index) => index % 7 > 0)],
])('all resamples at once have the figures of each one, to the last bit (%s)', (_, cells) => {
  const results = study(cells);
  const ids = results.models.map(({ id }) => id);
  const ranked = rankContexts(results, inFixedOrder(results.cells), ids, results.weights);
  for (const { evidence, panel } of ranked) {
    const resamples = drawResamples(panel.clusters, 20, 'a seed');
    const figures = resampledFigures(panel, evidence.models);
    const atOnce = figuresByResample(panel, evidence.models, resamples);
    for (let row = 0; row < resamples.count; row += 1) {
      const drawn = Array.from(panel.clusterOf, (cluster) => timesDrawn(resamples, cluster)[row] ?? 0);
      const alone = figures(drawn).map(({ passRate, runtime, improvement }) => [
        ...[passRate, runtime.executionTime, runtime.meanMemory, runtime.maxMemory, runtime.cpuEfficiency],
        improvement,
      ]);
      expect(
        atOnce.map(({ passRates, runtime, improvements }) =>
          [passRates, ...runtime, improvements].map((own) => {
            const value = own?.[row] ?? NaN;
            return Number.isNaN(value) ? null : value;
          }),
        ),
      ).toEqual(alone);
    }
  }
});

test('intervals hold their figures, and shares of first places add up to 1', () => {
  for (const { models } of analyse(study(whole), { resamples: 200 }).uncertainty) {
    if (models[0]?.firstShare === null) continue;
    expect(models.reduce((sum, { firstShare }) => sum + (firstShare ?? 0), 0)).toBeCloseTo(1, 9);
    for (const { rank, rankInterval } of models) {
      expect(rankInterval?.best).toBeLessThanOrEqual(rank);
      expect(rankInterval?.worst).toBeGreaterThanOrEqual(rank);
    }
  }
});

test('a model that is ahead on every task is first for sure, and in a group of its own', () => {
  const cells = synthetic({ models: 3, tasks: 30 }, ({ model, task }) =>
    Number(model === 0 || task % 3 === model),
  );
  const [first, ...others] = analyse(study(cells, { presets: [] })).uncertainty[0]?.models ?? [];
  expect(first).toMatchObject({
    modelId: 'm0',
    rankInterval: { best: 1, worst: 1 },
    firstShare: 1,
    groups: [1],
  });
  expect(others.map(({ groups }) => groups)).toEqual([[2], [2]]);
});

test('below ten tasks there is no interval', () => {
  const cells = synthetic({ models: 2, tasks: 9 }, ({ model }) => 1 - model);
  expect(analyse(study(cells)).uncertainty[0]?.models[0]).toMatchObject({
    rankInterval: null,
    scoreInterval: null,
    firstShare: null,
    groups: [],
  });
});

test('the same study and seed give the same bytes, another seed does not', () => {
  const bytes = (seed: number) =>
    allTables(analyse(study(whole, { seed }), { resamples: 200 }))
      .map((table) => EXPORTERS.csv.render(table))
      .join('');
  expect(bytes(7)).toBe(bytes(7));
  expect(bytes(8)).not.toBe(bytes(7));
});

test.each(['wsm-min-max', 'wsm-z-score', 'wsm-rank', 'wsm-vector', 'product-sum'])(
  'no table by %s has a number that is none, whatever is missing',
  (method) => {
    const empty = study([], { models: [{ id: 'a', name: '', scripted: false }] });
    const one = study(whole.filter(({ modelId }) => modelId === 'm1'));
    for (const results of [empty, one, study(whole), HAND_MADE, MEASURED]) {
      for (const { rows } of allTables(analyse(results, { method, resamples: 100 }))) {
        const values = rows.flatMap(({ cells }) => Object.values(cells));
        expect(values.filter((value) => typeof value === 'number' && !Number.isFinite(value))).toEqual([]);
      }
    }
  },
);
