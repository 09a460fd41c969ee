import type { CriterionWeights, Stage } from '../../harness/study/results.js';
import type { CriterionId, RuntimeCriterionId } from './criteria.js';
import type { ContextEvidence, ModelEvidence } from './evidence.js';
import type { FigureColumns } from './figures.js';

/** A compared model with its place. */
export interface RankedModel extends ModelEvidence {
  /** Larger is better; rounded to 12 decimals; not comparable between contexts. */
  readonly score: number;
  /** From 1; equal scores share it. */
  readonly rank: number;
  /** At least one runtime figure is over the model's own passed problems, not over shared ones. */
  readonly survivorBias: boolean;
}

/** A runtime criterion that took no part in a context's scores. */
export interface DroppedCriterion {
  readonly criterion: RuntimeCriterionId;
  /**
   * `nobody_passed`: there is no runtime. `nothing_measured`: the study measures nothing. `no_figures`: no passed program
   * has one. `missing_figures`: some models that passed something have none.
   */
  readonly reason: 'nobody_passed' | 'nothing_measured' | 'no_figures' | 'missing_figures';
  /** Models that passed something, yet have no figure; empty when no model passed anything. */
  readonly withoutFigure: readonly string[];
}

export interface ContextRanking extends Omit<ContextEvidence, 'models'> {
  /** Best first. */
  readonly models: readonly RankedModel[];
  /** What the scores are made of. */
  readonly criteriaUsed: readonly CriterionId[];
  readonly criteriaDropped: readonly DroppedCriterion[];
}

/** Scores in the order of the models, rounded to 12 decimals, and what they are made of. */
export interface Scoring {
  readonly scores: readonly number[];
  readonly used: readonly CriterionId[];
  /** Criteria that can't be used, with the places of the models for which they can't. */
  readonly dropped: readonly {
    readonly criterion: RuntimeCriterionId;
    readonly without: readonly number[];
  }[];
}

/** Pass rate of a model in another stage of the same language and category; null where there is none. */
export type StageRates = (stage: Stage, modelId: string) => number | null;

/** How the scores of one problem's categories become one; see docs/ranking.md. */
export type SeveralCategories = 'n_weighted_mean_of_scores' | 'product_of_scores_or_sum_in_refine';

/** A way to order the models of a context. Weights have been checked. */
export interface RankingMethod {
  readonly id: string;
  readonly severalCategories: SeveralCategories;
  /** Whether weights take part in its scores. */
  readonly weighted: boolean;
  score(figures: FigureColumns, stage: Stage, weights: CriterionWeights): Scoring;
  /** Order of two models with equal scores, the better one first; 0 leaves it to their ids. */
  compareTied(a: ModelEvidence, b: ModelEvidence, rates: StageRates): number;
}
