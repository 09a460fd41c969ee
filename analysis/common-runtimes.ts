import { LANGUAGES, type Language } from '../datasets/problem.js';
import type { CommonRuntime, StudyResults } from '../harness/study/results.js';
import { byCodeUnit } from './order.js';
import { ratioOf, type RuntimeCriterionId } from './ranking/index.js';
import {
  geometricMean,
  geometricMeanInterval,
  holm,
  signedRankTest,
  type Interval,
} from './statistics/index.js';
import { MIN_TASKS, RESAMPLES } from './uncertainty.js';

/** Two models' whole programs in a language of a data set without canonical solutions, on the problems that both solved. */
export interface CommonRuntimeRow {
  readonly dataset: string;
  readonly language: Language;
  readonly first: string;
  readonly second: string;
  /** Problems with a passed program of each, measured or found not to be measurable. */
  readonly problems: number;
  readonly executionTime: CommonRatio;
  readonly maxMemory: CommonRatio;
  /** Of execution time: problems on which the first model's programs take less, and more. */
  readonly firstLess: number;
  readonly secondLess: number;
  /** Wilcoxon's signed-rank test over the logarithms, two-sided, and Holm's correction over the pairs of this data set and language. */
  readonly p: number | null;
  readonly holm: number | null;
}

export interface CommonRatio {
  /** Problems with a figure of each. */
  readonly n: number;
  /** Geometric mean over these of first / second. */
  readonly ratio: number | null;
  /** 95 %, by bootstrap over problems; null for a handful of them. */
  readonly interval: Interval | null;
}

type Study = Pick<StudyResults, 'commonRuntimes' | 'presets' | 'seed'>;

/** Every two models that have a problem in common, by data set and language; by the first preset of the study. */
export function commonRuntimeRows(study: Study, modelIds: readonly string[]): CommonRuntimeRow[] {
  const all = study.commonRuntimes ?? [];
  const datasets = [...new Set(all.map(({ dataset }) => dataset))].sort(byCodeUnit);
  return datasets.flatMap((dataset) =>
    LANGUAGES.flatMap((language) => {
      const own = all.filter((cell) => cell.dataset === dataset && cell.language === language);
      const rows = modelIds.flatMap((first, index) =>
        modelIds
          .slice(index + 1)
          .flatMap((second) => rowOf(study, own, { dataset, language, first, second })),
      );
      const corrected = holm(rows.map(({ p }) => p));
      return rows.map((row, index) => ({ ...row, holm: corrected[index] ?? null }));
    }),
  );
}

type Pair = Pick<CommonRuntimeRow, 'dataset' | 'language' | 'first' | 'second'>;

function rowOf(study: Study, cells: readonly CommonRuntime[], pair: Pair): CommonRuntimeRow[] {
  const [ones, others] = [pair.first, pair.second].map((id) => cells.filter(({ modelId }) => modelId === id));
  const shared = problemsOf(ones ?? []).filter((uid) => problemsOf(others ?? []).includes(uid));
  if (shared.length === 0) return [];
  const preset = study.presets[0] ?? null;
  const quotients = (criterion: RuntimeCriterionId): number[] => {
    const [first, second] = [ones ?? [], others ?? []].map((own) => byProblem(own, criterion, preset));
    return shared.flatMap((uid) => {
      const [a, b] = [first?.get(uid), second?.get(uid)];
      return a === undefined || b === undefined ? [] : [a / b];
    });
  };
  const seed = (criterion: string) =>
    JSON.stringify([study.seed, 'common runtimes', ...Object.values(pair), criterion]);
  const times = quotients('executionTime');
  return [
    {
      ...pair,
      problems: shared.length,
      executionTime: ratioOver(times, seed('executionTime')),
      maxMemory: ratioOver(quotients('maxMemory'), seed('maxMemory')),
      firstLess: times.filter((quotient) => quotient < 1).length,
      secondLess: times.filter((quotient) => quotient > 1).length,
      p: signedRankTest(times.map(Math.log))?.p ?? null,
      holm: null,
    },
  ];
}

function problemsOf(cells: readonly CommonRuntime[]): string[] {
  return [...new Set(cells.map(({ problemUid }) => problemUid))].sort(byCodeUnit);
}

/** Geometric mean over a model's samples of their ratios to the program that all are measured beside. */
function byProblem(
  cells: readonly CommonRuntime[],
  criterion: RuntimeCriterionId,
  preset: string | null,
): Map<string, number> {
  const means = problemsOf(cells).map((uid) => {
    const own = cells.filter(({ problemUid }) => problemUid === uid).sort((a, b) => a.sample - b.sample);
    return [uid, geometricMean(own.flatMap((cell) => ratioOf(cell, criterion, preset) ?? []))] as const;
  });
  return new Map(means.flatMap(([uid, mean]) => (mean === null ? [] : [[uid, mean] as const])));
}

function ratioOver(quotients: readonly number[], seed: string): CommonRatio {
  return {
    n: quotients.length,
    ratio: geometricMean(quotients),
    interval:
      quotients.length < MIN_TASKS
        ? null
        : geometricMeanInterval(quotients, { confidence: 0.95, resamples: RESAMPLES, seed }),
  };
}
