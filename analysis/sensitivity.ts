import { mean } from 'simple-statistics';
import { Random } from '../harness/measure/statistics/index.js';
import type { CriterionWeights, Stage } from '../harness/study/results.js';
import {
  CRITERIA,
  columnsOf,
  figuresOf,
  type Context,
  type RankedContext,
  type RankingMethod,
} from './ranking/index.js';
import { evenShares, kendallTauB } from './statistics/index.js';

/** How a ranking moves when its weights do, in one language (or all) and stage, over all categories. */
export interface Sensitivity {
  readonly language: Context['language'];
  readonly stage: Stage;
  /** Weight vectors drawn; 0 where weights take no part, as there is but one criterion. */
  readonly draws: number;
  /** Best first by the study's weights. */
  readonly models: readonly SensitiveModel[];
  /** Kendall's tau-b with the ranking by the study's weights, over the draws; null where either has nothing but ties. */
  readonly tau: { readonly mean: number; readonly low: number; readonly least: number } | null;
}

export interface SensitiveModel {
  readonly modelId: string;
  readonly rank: number;
  /** Share of the draws in which it is first, of several equal ones a part each; null without draws. */
  readonly firstShare: number | null;
}

/**
 * Weight vectors are drawn evenly from all that there are, the same ones for every context. Empty for a method that knows
 * no weights.
 */
export function sensitivityRows(
  contexts: readonly RankedContext[],
  method: RankingMethod,
  { seed, draws: count }: { readonly seed: number; readonly draws: number },
): Sensitivity[] {
  if (!method.weighted) return [];
  const random = Random.seeded(JSON.stringify([seed, 'weights']));
  const draws = Array.from({ length: count }, () => toWeights(evenShares(CRITERIA.length, random)));
  return contexts
    .filter(({ ranking }) => ranking.category === 'all')
    .map(({ ranking }) => {
      const { language, stage, models } = ranking;
      const figures = columnsOf(models.map(figuresOf));
      const used = ranking.criteriaUsed.length > 1 ? draws : [];
      const scores = used.map((weights) => method.score(figures, stage, weights).scores);
      return {
        language,
        stage,
        draws: used.length,
        models: models.map(({ modelId, rank }, index) => ({
          modelId,
          rank,
          firstShare: scores.length === 0 ? null : mean(scores.map((drawn) => shareOfFirst(drawn, index))),
        })),
        tau: tauOf(
          models.map(({ score }) => score),
          scores,
        ),
      };
    });
}

function toWeights(shares: readonly number[]): CriterionWeights {
  return Object.fromEntries(
    CRITERIA.map((id, index) => [id, shares[index] ?? 0]),
  ) as unknown as CriterionWeights;
}

function shareOfFirst(scores: readonly number[], index: number): number {
  const best = Math.max(...scores);
  return scores[index] === best ? 1 / scores.filter((score) => score === best).length : 0;
}

function tauOf(own: readonly number[], drawn: readonly (readonly number[])[]): Sensitivity['tau'] {
  const taus = drawn.flatMap((scores) => kendallTauB(own, scores) ?? []).sort((a, b) => a - b);
  const [least] = taus;
  if (least === undefined) return null;
  return { mean: mean(taus), low: taus[Math.floor(0.05 * taus.length)] ?? least, least };
}
