import { RUNTIME_CRITERIA, type Panel, type PanelModel } from './ranking/index.js';

/** Differences smaller than this are floating-point error. */
const NO_DIFFERENCE = 1e-12;

/**
 * Whether two of so many models differ in enough tasks for any paired test to tell them apart, with `confidence` for all pairs
 * at once. A bootstrap over few discordant tasks nearly always has some of them, and would call a handful of them sure.
 */
export function enoughEvidence(
  panel: Panel,
  models: number,
  confidence: number,
  differIn: (a: number, b: number, problem: number) => boolean,
): (a: number, b: number) => boolean {
  const least = leastDiscordant((models * (models - 1)) / 2, confidence);
  return (a, b) => {
    const tasks = new Set<number>();
    for (let problem = 0; problem < panel.problems; problem += 1) {
      if (differIn(a, b, problem)) tasks.add(panel.clusterOf[problem] ?? 0);
    }
    return tasks.size >= least;
  };
}

/**
 * The fewest discordant tasks with which an exact sign test can tell a pair apart, all of them pointing the same way, when
 * `pairs` are compared at once (Bonferroni): 2 x 0.5^tasks <= (1 - confidence) / pairs.
 */
export function leastDiscordant(pairs: number, confidence: number): number {
  return Math.ceil(Math.log2((2 * Math.max(1, pairs)) / (1 - confidence)) - 1e-9);
}

/** What a ranking uses of a problem: whether it was passed, or, where `byRuntime`, how it was measured. */
export function differInOutcome(
  first: PanelModel | undefined,
  second: PanelModel | undefined,
  problem: number,
  byRuntime: boolean,
): boolean {
  if (first === undefined || second === undefined) return false;
  if (areApart(first.passRates[problem], second.passRates[problem])) return true;
  return (
    byRuntime &&
    RUNTIME_CRITERIA.some(({ id }) => areApart(first.logRatios[id][problem], second.logRatios[id][problem]))
  );
}

/** NaN is no figure: two of them are the same. */
export function areApart(one = NaN, two = NaN): boolean {
  return Number.isNaN(one) !== Number.isNaN(two) || Math.abs(one - two) > NO_DIFFERENCE;
}
