import type { Stage } from '../../harness/study/results.js';
import { clusterSums, meanIntervals, meanOf } from '../cluster-sums.js';
import { taskOf, type Panel, type RankedContext } from '../ranking/index.js';
import { drawResamples, type Interval } from '../statistics/index.js';
import { MIN_TASKS, type ResampleOptions } from '../uncertainty.js';
import { cutIntoFolds } from './folds.js';
import { Routing, type Route, type RouteRule } from './routing.js';

export const FOLDS = 5;

/** What a router that chooses a model by context gains over the one best model, in one stage over all languages. */
export interface RouterGain {
  readonly stage: Stage;
  readonly route: Exclude<Route, 'single'>;
  readonly rule: RouteRule;
  /** `pass_rate`, or in refine of a study that measures: the logarithm of the speed-up, 0 where nothing is gained. */
  readonly outcome: 'pass_rate' | 'log_speed_up';
  readonly problems: number;
  readonly tasks: number;
  /** Chosen and judged on the same problems: too good. */
  readonly inSample: Gain;
  /** Chosen on the other folds, judged on the one left out; null with fewer tasks than folds. */
  readonly crossValidated: Gain | null;
  /** Mean over problems of the best outcome of any model: what no router can exceed. */
  readonly bestPerProblem: number;
}

export interface Gain {
  /** Mean outcome over problems. */
  readonly single: number;
  readonly router: number;
  /** router - single, with its interval over tasks for these very choices; null below `MIN_TASKS` tasks. */
  readonly gain: number;
  readonly interval: Interval | null;
}

type Options = ResampleOptions & { readonly preset: string | null };

/** By stage, route and rule; none for stages in which no models are compared. */
export function routerGains(contexts: readonly RankedContext[], options: Options): RouterGain[] {
  return contexts
    .filter(({ ranking, panel }) => ranking.language === 'all' && panel.problems > 0)
    .flatMap((whole) => {
      const routing = new Routing(contexts, whole, options);
      return (['outcome', 'method'] as const).flatMap((rule) => gainsBy(rule, routing, whole, options));
    });
}

function gainsBy(rule: RouteRule, routing: Routing, whole: RankedContext, options: Options): RouterGain[] {
  const { panel } = whole;
  const { stage } = whole.ranking;
  const folds = foldsOf(panel, JSON.stringify([options.seed, 'folds']));
  const everything = routing.choose(rule, () => true);
  const held = folds.map((fold) => routing.choose(rule, (task) => !fold.has(task)));
  const foldOf = panel.cells.map((cell) => folds.findIndex((fold) => fold.has(taskOf(cell))));
  const bests = panel.cells.map((_, problem) =>
    routing.outcomes.reduce((most, own) => Math.max(most, own[problem] ?? 0), 0),
  );
  return (['language', 'category'] as const).map((route): RouterGain => {
    const outcome = (problem: number, model = 0): number => routing.outcomes[model]?.[problem] ?? 0;
    const judge = (choose: (problem: number) => Readonly<Record<Route, Int32Array>> | undefined): Gain =>
      gainOf(
        panel,
        panel.cells.map((_, problem) => outcome(problem, choose(problem)?.single[problem])),
        panel.cells.map((_, problem) => outcome(problem, choose(problem)?.[route][problem])),
        { ...options, seedText: JSON.stringify([options.seed, 'router', stage, route, rule]) },
      );
    return {
      stage,
      route,
      rule,
      outcome: stage === 'refine' && options.preset !== null ? 'log_speed_up' : 'pass_rate',
      problems: panel.problems,
      tasks: panel.clusters,
      inSample: judge(() => everything),
      crossValidated: panel.clusters < FOLDS ? null : judge((problem) => held[foldOf[problem] ?? -1]),
      bestPerProblem: bests.reduce((sum, best) => sum + best, 0) / bests.length,
    };
  });
}

/** The tasks of a panel in folds; a task is in one fold with all its languages. */
export function foldsOf(panel: Pick<Panel, 'cells'>, seed: string): ReadonlySet<string>[] {
  return cutIntoFolds([...new Set(panel.cells.map(taskOf))].sort(), FOLDS, seed);
}

function gainOf(
  panel: Panel,
  single: readonly number[],
  router: readonly number[],
  { resamples, seedText }: { readonly resamples: number; readonly seedText: string },
): Gain {
  const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
  const sums = clusterSums(panel, (problem) => (router[problem] ?? 0) - (single[problem] ?? 0));
  const interval =
    panel.clusters < MIN_TASKS
      ? null
      : meanIntervals([sums], drawResamples(panel.clusters, resamples, seedText))(sums);
  return { single: mean(single), router: mean(router), gain: meanOf(sums) ?? 0, interval };
}
