import type { Stage } from '../../harness/study/results.js';
import type { SeveralCategories } from './method.js';

/** One category's scores by model, and the problems behind them. */
export interface CategoryScores {
  readonly scores: ReadonlyMap<string, number>;
  readonly problems: number;
}

/**
 * The scores of a problem of several categories: each model's, of those that rank it. Undefined without a category that
 * ranks any. Categories in which nobody passed say nothing, and are left out by the caller.
 */
export function combineCategories(
  rule: SeveralCategories,
  stage: Stage,
  categories: readonly CategoryScores[],
): Map<string, number> | undefined {
  const ids = new Set(categories.flatMap(({ scores }) => [...scores.keys()]));
  if (ids.size === 0) return undefined;
  return new Map([...ids].map((id) => [id, combine(rule, stage, partsOf(id, categories))]));
}

interface Part {
  readonly score: number;
  readonly problems: number;
}

function partsOf(id: string, categories: readonly CategoryScores[]): Part[] {
  return categories.flatMap(({ scores, problems }) => {
    const score = scores.get(id);
    return score === undefined ? [] : [{ score, problems }];
  });
}

function combine(rule: SeveralCategories, stage: Stage, parts: readonly Part[]): number {
  if (rule === 'n_weighted_mean_of_scores') {
    const total = parts.reduce((sum, { problems }) => sum + problems, 0);
    return parts.reduce((sum, { score, problems }) => sum + score * problems, 0) / total;
  }
  if (stage === 'refine') return parts.reduce((sum, { score }) => sum + score, 0);
  return parts.reduce((product, { score }) => product * score, 1);
}
