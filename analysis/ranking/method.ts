import type { CriterionWeights } from '../../harness/study/results.js';
import type { CriterionId, RuntimeCriterionId } from './criteria.js';
import type { ContextEvidence, ModelEvidence } from './evidence.js';

/** A compared model with its place. */
export interface RankedModel extends ModelEvidence {
  /** 0..1 within its context, rounded to 12 decimals; not comparable between contexts. */
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

/** A way to order the models of a context. Weights have been checked. */
export interface RankingMethod {
  readonly id: string;
  rank(evidence: ContextEvidence, weights: CriterionWeights): ContextRanking;
}
