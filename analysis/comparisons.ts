import type { Stage } from '../harness/study/results.js';
import type { Context, Panel, RankedContext } from './ranking/index.js';
import { drawResamples, holm, signedRankTest, signTest, type Interval } from './statistics/index.js';
import { clusterSums, meanIntervals, meanOf, type ClusterSums } from './cluster-sums.js';
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

/** All pairs of compared models in a context of all categories, corrected together; none in one category. */
export function compareModels(
  { ranking: { language, stage, category }, panel }: RankedContext,
  options: { readonly seed: number; readonly resamples: number },
): Comparison[] {
  if (category !== 'all') return [];
  const seed = JSON.stringify([options.seed, 'comparisons', language, stage]);
  const resamples =
    panel.clusters < MIN_TASKS ? null : drawResamples(panel.clusters, options.resamples, seed);
  const sums = pairSums(panel);
  const intervalOf = resamples === null ? () => null : meanIntervals(resampled(sums), resamples);
  const pairs = sums.map(({ first, second, rates, times }) => {
    const correctness = compareCorrectness(panel, rates, intervalOf(rates));
    return { language, stage, first, second, correctness, speed: compareSpeed(times, intervalOf(times)) };
  });
  const correct = holm(pairs.map(({ correctness }) => correctness.p));
  const fast = holm(pairs.map(({ speed }) => speed.p));
  return pairs.map((pair, index) => ({
    ...pair,
    correctness: { ...pair.correctness, holm: correct[index] ?? null },
    speed: { ...pair.speed, holm: fast[index] ?? null },
  }));
}

/** Differences smaller than this are floating-point error. */
const NO_DIFFERENCE = 1e-12;

/** Two models with the differences of their pass rates, and of the logarithms of their execution times. */
interface PairSums {
  readonly first: string;
  readonly second: string;
  readonly rates: ClusterSums;
  readonly times: ClusterSums;
}

function pairSums(panel: Panel): PairSums[] {
  const difference = (first?: Float64Array, second?: Float64Array): ClusterSums =>
    clusterSums(panel, (problem) => (first?.[problem] ?? NaN) - (second?.[problem] ?? NaN));
  return panel.modelIds.flatMap((first, a) =>
    panel.modelIds.slice(a + 1).map((second, ahead) => {
      const [one, two] = [panel.models[a], panel.models[a + 1 + ahead]];
      return {
        first,
        second,
        rates: difference(one?.passRates, two?.passRates),
        times: difference(one?.logRatios.executionTime, two?.logRatios.executionTime),
      };
    }),
  );
}

/** Those that get an interval. */
function resampled(pairs: readonly PairSums[]): ClusterSums[] {
  const enough = ({ counts }: ClusterSums) => counts.filter((count) => count > 0).length >= MIN_TASKS;
  return pairs.flatMap(({ rates, times }) => (enough(times) ? [rates, times] : [rates]));
}

function compareCorrectness(panel: Panel, sums: ClusterSums, interval: Interval | null) {
  const firstAhead = sums.sums.filter((sum) => sum > NO_DIFFERENCE).length;
  const secondAhead = sums.sums.filter((sum) => sum < -NO_DIFFERENCE).length;
  const { p, oddsRatio } = signTest(firstAhead, secondAhead);
  return {
    problems: panel.problems,
    tasks: panel.clusters,
    firstAhead,
    secondAhead,
    difference: meanOf(sums) ?? 0,
    interval,
    oddsRatio,
    p: panel.clusters === 0 ? null : p,
    holm: null,
  };
}

function compareSpeed(sums: ClusterSums, logs: Interval | null): SpeedComparison {
  const differences = [...sums.sums].flatMap((sum, cluster) => {
    const count = sums.counts[cluster] ?? 0;
    return count === 0 ? [] : [sum / count];
  });
  const test = signedRankTest(differences.map((value) => (Math.abs(value) <= NO_DIFFERENCE ? 0 : value)));
  const mean = meanOf(sums);
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
