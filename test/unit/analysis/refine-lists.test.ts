import { describe, expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import type { RefineLists } from '../../../analysis/refine-lists.js';
import type { CellMeasurement, CellResult, StudyResults } from '../../../harness/study/results.js';
import { cell, measured, study } from './fixture.js';
import { flagged, notMeasurable } from './fixture-measured.js';
import { synthetic } from './fixture-synthetic.js';

const refined = (model: string, uid: string, given: Partial<CellResult>): CellResult =>
  cell(model, uid, { stage: 'refine', ...given });
const wrong = { verdict: 'wrong_answer' } as const;
const by = (executionTime: number, maxMemory = 1, cpuEfficiency = 1): Partial<CellResult> =>
  measured({ executionTime, meanMemory: null, maxMemory, cpuEfficiency });
const only = (own: CellMeasurement): Partial<CellResult> => ({
  measurements: { precise: own },
});

function listsOf(
  cells: readonly CellResult[],
  given: Partial<StudyResults> = {},
  language = 'python',
): RefineLists['lists'] {
  const { contexts, refineLists } = analyse(study(cells, given));
  const at = contexts.findIndex((own) => own.language === language && own.category === 'all');
  const found = refineLists[at];
  if (found === null || found === undefined) throw new Error('no lists');
  return found.lists;
}

describe('a list of refiners', () => {
  const cells = [
    refined('often', 'P1', by(0.8, 2)),
    refined('often', 'P2', by(0.8, 0.5)),
    refined('often', 'P3', by(0.8, 1)),
    refined('rarely', 'P1', by(0.5, 0.9)),
    refined('rarely', 'P2', wrong),
    refined('rarely', 'P3', wrong),
    refined('never', 'P1', wrong),
    refined('never', 'P2', wrong),
    refined('never', 'P3', { answerState: 'refused', verdict: null }),
  ];

  test('orders models by the mean improvement over all common problems, wrong answers improving nothing', () => {
    expect(listsOf(cells).executionTime.map(({ modelId, improvement }) => [modelId, improvement])).toEqual([
      ['often', 0.2],
      ['rarely', Math.round((0.5 / 3) * 1e12) / 1e12],
    ]);
  });

  test('leaves out models without a measured correct refinement', () => {
    for (const list of Object.values(listsOf(cells)))
      expect(list.map(({ modelId }) => modelId)).not.toContain('never');
  });

  test('is of one metric: what is worse in it counts as nothing, and what is better elsewhere, too', () => {
    expect(listsOf(cells).maxMemory).toMatchObject([
      {
        modelId: 'often',
        rank: 1,
        measured: 3,
        improved: 1,
        improvement: Math.round((0.5 / 3) * 1e12) / 1e12,
      },
      { modelId: 'rarely', rank: 2, measured: 1, improved: 1 },
    ]);
    expect(listsOf(cells).meanMemory).toEqual([]);
  });

  test('counts no program whose flags forbid its figures, and none that was not measured', () => {
    const { executionTime } = listsOf([
      refined('cache', 'P1', only(flagged('keeps_state'))),
      refined('cache', 'P2', by(0.9)),
      refined('short', 'P1', only(notMeasurable('below_floor'))),
      refined('short', 'P2', by(0.5)),
      refined('late', 'P1', {}),
      refined('late', 'P2', {}),
    ]);
    expect(executionTime).toMatchObject([
      { modelId: 'short', measured: 1, improvement: 0.25 },
      { modelId: 'cache', measured: 1, improvement: 0.05 },
    ]);
  });

  test('takes more CPU efficiency as an improvement', () => {
    const { cpuEfficiency } = listsOf([refined('a', 'P1', by(1, 1, 1.5)), refined('b', 'P1', by(1, 1, 0.5))]);
    expect(cpuEfficiency).toMatchObject([
      { modelId: 'a', improvement: 0.5 },
      { modelId: 'b', improvement: 0 },
    ]);
  });

  test('gives equal improvements one rank, the higher pass rate first', () => {
    const { executionTime } = listsOf([
      refined('a', 'P1', by(1.5)),
      refined('a', 'P2', wrong),
      refined('b', 'P1', by(2)),
      refined('b', 'P2', by(3)),
    ]);
    expect(executionTime.map(({ modelId, rank }) => [modelId, rank])).toEqual([
      ['b', 1],
      ['a', 1],
    ]);
  });

  test('is there in refine of a study that measures alone', () => {
    expect(analyse(study([cell('a', 'P1', by(0.5))])).refineLists.every((own) => own === null)).toBe(true);
    const without = study([refined('a', 'P1', by(0.5))], { presets: [] });
    expect(analyse(without).refineLists.every((own) => own === null)).toBe(true);
  });
});

describe('intervals of a list of refiners', () => {
  const seconds = [0.5, 0.95, 0.95];
  const cells = synthetic(
    { models: 3, tasks: 40, stages: ['refine'] },
    () => 0.9,
    ({ model }) => seconds[model] ?? 1,
  );

  test('tell apart what differs much, and group what does not', () => {
    const { executionTime } = listsOf(cells);
    expect(executionTime[0]).toMatchObject({ modelId: 'm0', rankInterval: { best: 1, worst: 1 } });
    const [first, second, third] = executionTime;
    expect(second?.groups).toEqual(third?.groups);
    expect(first?.groups).not.toEqual(second?.groups);
    const { improvement = NaN, interval } = second ?? {};
    expect(interval?.low).toBeLessThan(improvement);
    expect(interval?.high).toBeGreaterThan(improvement);
  });

  test('are not there with too few tasks, or too few resamples', () => {
    const few = listsOf(cells.filter(({ taskNumber }) => taskNumber < 9)).executionTime;
    expect(few).toHaveLength(3);
    for (const { rankInterval, interval, groups } of few)
      expect({ rankInterval, interval, groups }).toEqual({ rankInterval: null, interval: null, groups: [] });
    const { refineLists, uncertainty } = analyse(study(cells), { resamples: 38 });
    expect(refineLists[0]?.lists.executionTime[0]?.rankInterval).toBeNull();
    expect(uncertainty[0]?.models[0]?.rankInterval).toBeNull();
  });
});

describe('thresholds of refining', () => {
  const cells = [
    refined('a', 'P1', by(0.96, 0.5)),
    refined('b', 'P1', by(0.9)),
    refined('a', 'R1', { language: 'rust', ...by(0.96) }),
    refined('b', 'R1', { language: 'rust', ...by(0.9) }),
  ];
  const refineThresholds = { executionTime: { python: 0.05 } };

  test('count improvements up to them as none, in their metric and language alone', () => {
    const python = listsOf(cells, { refineThresholds });
    expect(python.executionTime.map(({ improvement }) => improvement)).toEqual([0.1, 0]);
    expect(python.maxMemory[0]).toMatchObject({ modelId: 'a', improvement: 0.5 });
    const rust = listsOf(cells, { refineThresholds }, 'rust');
    expect(rust.executionTime.map(({ improvement }) => improvement)).toEqual([0.1, 0.04]);
  });

  test('are what product-sum ranks refine by', () => {
    const scoresOf = (given: Partial<StudyResults>) => {
      const { contexts } = analyse(study(cells, given), { method: 'product-sum' });
      const own = contexts.find(({ language, category }) => language === 'rust' && category === 'all');
      return own?.models.map(({ modelId, score }) => [modelId, score]);
    };
    expect(scoresOf({})).toEqual([
      ['b', 0.1],
      ['a', 0.04],
    ]);
    expect(scoresOf({ refineThresholds: { executionTime: { rust: 0.05 } } })).toEqual([
      ['b', 0.1],
      ['a', 0],
    ]);
  });

  test('change nothing in a weighted sum', () => {
    const { contexts } = analyse(study(cells));
    expect(
      analyse(study(cells, { refineThresholds })).contexts.map(({ models }) =>
        models.map(({ score }) => score),
      ),
    ).toEqual(contexts.map(({ models }) => models.map(({ score }) => score)));
  });
});
