import type { Panel, PanelModel } from './ranking/index.js';
import { RUNTIME_CRITERIA } from './ranking/index.js';

/** Differences smaller than this are floating-point error. */
const NO_DIFFERENCE = 1e-12;

/**
 * Tasks in which what a ranking uses of two models (indices into the panel) differs: passed more often by one of them, or,
 * where `byRuntime`, measured otherwise.
 */
export function discordantTasks(panel: Panel, a: number, b: number, byRuntime: boolean): number {
  const [first, second] = [panel.models[a], panel.models[b]];
  if (first === undefined || second === undefined) return 0;
  const tasks = new Set<number>();
  for (let problem = 0; problem < panel.problems; problem += 1) {
    if (differs(first, second, problem, byRuntime)) tasks.add(panel.clusterOf[problem] ?? 0);
  }
  return tasks.size;
}

function differs(first: PanelModel, second: PanelModel, problem: number, byRuntime: boolean): boolean {
  const passRates = (first.passRates[problem] ?? 0) - (second.passRates[problem] ?? 0);
  if (Math.abs(passRates) > NO_DIFFERENCE) return true;
  if (!byRuntime) return false;
  return RUNTIME_CRITERIA.some(({ id }) => {
    const [one = NaN, two = NaN] = [first.logRatios[id][problem], second.logRatios[id][problem]];
    return Number.isNaN(one) !== Number.isNaN(two) || Math.abs(one - two) > NO_DIFFERENCE;
  });
}

/**
 * The fewest discordant tasks with which an exact sign test can tell a pair apart, all of them pointing the same way, when
 * `pairs` are compared at once (Bonferroni): 2 x 0.5^tasks <= (1 - confidence) / pairs.
 */
export function leastDiscordant(pairs: number, confidence: number): number {
  return Math.ceil(Math.log2((2 * Math.max(1, pairs)) / (1 - confidence)) - 1e-9);
}
