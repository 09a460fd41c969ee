import type { Context, ContextRanking } from './ranking/index.js';
import type { ContextUncertainty } from './uncertainty.js';

/** Who is first in a context, and who could be. */
export interface First extends Context {
  /**
   * `sure`: no other model could hold rank 1. `unsure`: another one could. `unknown`: too few tasks to say. `none_passed`:
   * nobody passed anything. `no_data`: no model was compared.
   */
  readonly state: 'sure' | 'unsure' | 'unknown' | 'none_passed' | 'no_data';
  /** Models that could be first, best first: where nothing is known of that, those that are; ids. */
  readonly candidates: readonly string[];
  /** Models that share rank 1. */
  readonly equal: number;
}

/** Of a context's ranking and its uncertainty. */
export function firstOf(ranking: ContextRanking, { models }: ContextUncertainty): First {
  const { language, stage, category } = ranking;
  const context = { language, stage, category };
  const none = { ...context, candidates: [], equal: 0 };
  if (ranking.models.length === 0) return { ...none, state: 'no_data' };
  if (ranking.models.every(({ passRate }) => passRate === 0)) return { ...none, state: 'none_passed' };
  const best = ranking.models[0]?.rank;
  const passing = ranking.models.filter(({ rank, passRate }) => rank === best && passRate > 0);
  const firsts = passing.map(({ modelId }) => modelId);
  const known = models.filter(({ rankInterval }) => rankInterval !== null);
  if (known.length === 0) return { ...context, state: 'unknown', candidates: firsts, equal: firsts.length };
  const others = known
    .filter(({ modelId, rankInterval }) => rankInterval?.best === 1 && !firsts.includes(modelId))
    .map(({ modelId }) => modelId);
  const sure = firsts.length === 1 && known[0]?.rankInterval?.worst === 1;
  const state = sure ? 'sure' : 'unsure';
  return { ...context, state, candidates: [...firsts, ...others], equal: firsts.length };
}
