import { UserError } from '../../harness/errors.js';
import type { CriterionWeights } from '../../harness/study/results.js';
import { CRITERIA } from './criteria.js';

/** Our own default: the paper's weights are not published. Correctness weighs as much as all runtime together. */
export const DEFAULT_WEIGHTS: CriterionWeights = {
  correctness: 0.5,
  executionTime: 0.2,
  meanMemory: 0.1,
  maxMemory: 0.1,
  cpuEfficiency: 0.1,
};

/** Throws `UserError` unless every weight is finite and not negative, and one at least is positive. */
export function checkWeights(weights: CriterionWeights): void {
  for (const id of CRITERIA) {
    if (!Number.isFinite(weights[id]) || weights[id] < 0) {
      throw new UserError(
        `weight ${id} is ${weights[id]}: give a number of at least 0 in the study's weights`,
      );
    }
  }
  const sum = CRITERIA.reduce((total, id) => total + weights[id], 0);
  if (sum === 0 || !Number.isFinite(sum)) {
    throw new UserError(`the study's weights add up to ${sum}: give at least one a positive, finite weight`);
  }
}
