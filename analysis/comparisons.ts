import type { Stage } from '../harness/study/results.js';
import type { Context, Panel, RankedContext } from './ranking/index.js';
import {
  drawResamples,
  holm,
  signedRankTest,
  signTest,
  type Interval,
  type Resamples,
} from './statistics/index.js';
import { clusterSums, meanInterval, meanOf } from './cluster-sums.js';
import { MIN_TASKS } from './uncertainty.js';

/** Two models side by side in one language (or all) and stage, over all categories. */
export interface Comparison {
  readonly language: Context['language'];
  readonly stage: Stage;
  readonly first: string;
  readonly second: string;
  readonly correctness: CorrectnessComparison;
  readonly speed: SpeedComparison;
}

/** Over the common problems; tasks with a higher pass rate of one model are counted for it. */
export interface CorrectnessComparison {
  readonly problems: number;
  readonly tasks: number;
  readonly firstAhead: number;
  readonly secondAhead: number;
  /** Pass rate of the first less that of the second: the risk difference. */
  readonly difference: number;
  readonly interval: Interval | null;
  /** firstAhead / secondAhead; null where either is 0. */
  readonly oddsRatio: number | null;
  /** Of the exact sign test, which is McNemar's with one sample and one language; null without tasks. */
  readonly p: number | null;
  /** Corrected for all pairs of this language and stage. */
  readonly holm: number | null;
}

/** Over the problems that both models solved and that were measured for both: no survivor's bias in it. */
export interface SpeedComparison {
  readonly problems: number;
  readonly tasks: number;
  /** Geometric mean over problems of first / second in execution time; null without problems. */
  readonly ratio: number | null;
  readonly interval: Interval | null;
  /** Of Wilcoxon's signed-rank test over tasks; null where no task shows a difference. */
  readonly p: number | null;
  readonly holm: number | null;
  readonly method: 'exact' | 'normal' | null;
  /** Tasks with equal times, which take no part in the test. */
  readonly zeros: number;
  /** Matched-pairs rank biserial correlation; negative where the first is faster. */
  readonly rankBiserial: number | null;
}

/** All pairs of compared models in the contexts of all categories, corrected together within each. */
export function compareModels(
  contexts: readonly RankedContext[],
  options: { readonly seed: number; readonly resamples: number },
): Comparison[] {
  return contexts
    .filter(({ ranking }) => ranking.category === 'all')
    .flatMap(({ ranking: { language, stage }, panel }) => {
      const seed = JSON.stringify([options.seed, 'comparisons', language, stage]);
      const resamples =
        panel.clusters < MIN_TASKS ? null : drawResamples(panel.clusters, options.resamples, seed);
      const pairs = panel.modelIds.flatMap((first, a) =>
        panel.modelIds.slice(a + 1).map((second, ahead) => {
          const b = a + 1 + ahead;
          const correctness = compareCorrectness(panel, a, b, resamples);
          const speed = compareSpeed(panel, a, b, resamples);
          return { language, stage, first, second, correctness, speed };
        }),
      );
      const correct = holm(pairs.map(({ correctness }) => correctness.p));
      const fast = holm(pairs.map(({ speed }) => speed.p));
      return pairs.map((pair, index) => ({
        ...pair,
        correctness: { ...pair.correctness, holm: correct[index] ?? null },
        speed: { ...pair.speed, holm: fast[index] ?? null },
      }));
    });
}

/** Differences smaller than this are floating-point error. */
const NO_DIFFERENCE = 1e-12;

function compareCorrectness(panel: Panel, a: number, b: number, resamples: Resamples | null) {
  const [first, second] = [panel.models[a]?.passRates, panel.models[b]?.passRates];
  const sums = clusterSums(panel, (problem) => (first?.[problem] ?? NaN) - (second?.[problem] ?? NaN));
  const firstAhead = sums.sums.filter((sum) => sum > NO_DIFFERENCE).length;
  const secondAhead = sums.sums.filter((sum) => sum < -NO_DIFFERENCE).length;
  const { p, oddsRatio } = signTest(firstAhead, secondAhead);
  return {
    problems: panel.problems,
    tasks: panel.clusters,
    firstAhead,
    secondAhead,
    difference: meanOf(sums) ?? 0,
    interval: resamples === null ? null : meanInterval(sums, resamples),
    oddsRatio,
    p: panel.clusters === 0 ? null : p,
    holm: null,
  };
}

function compareSpeed(panel: Panel, a: number, b: number, resamples: Resamples | null): SpeedComparison {
  const [first, second] = [panel.models[a], panel.models[b]].map((model) => model?.logRatios.executionTime);
  const sums = clusterSums(panel, (problem) => (first?.[problem] ?? NaN) - (second?.[problem] ?? NaN));
  const differences = [...sums.sums].flatMap((sum, cluster) => {
    const count = sums.counts[cluster] ?? 0;
    return count === 0 ? [] : [sum / count];
  });
  const test = signedRankTest(differences.map((value) => (Math.abs(value) <= NO_DIFFERENCE ? 0 : value)));
  const mean = meanOf(sums);
  const logs = resamples === null || differences.length < MIN_TASKS ? null : meanInterval(sums, resamples);
  return {
    problems: sums.counts.reduce((sum, count) => sum + count, 0),
    tasks: differences.length,
    ratio: mean === null ? null : Math.exp(mean),
    interval: logs === null ? null : { low: Math.exp(logs.low), high: Math.exp(logs.high) },
    p: test?.p ?? null,
    holm: null,
    method: test?.method ?? null,
    zeros: differences.length - (test?.n ?? 0),
    rankBiserial: test?.rankBiserial ?? null,
  };
}
