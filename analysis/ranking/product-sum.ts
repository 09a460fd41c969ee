import type { Stage } from '../../harness/study/results.js';
import { RUNTIME_CRITERIA } from './criteria.js';
import type { RankingMethod } from './method.js';
import { round12 } from './order.js';

/**
 * The rule of the released code of PerfOrch's second version: in generate and fix a model's score is its pass rate, and the
 * scores of a problem's categories are multiplied; in refine it is the mean relative improvement, and the scores of a
 * problem's categories are added. Weights take no part. Ties go by fix pass rate, then generate pass rate, then id.
 */
export const productSum: RankingMethod = {
  id: 'product-sum',
  severalCategories: 'product_of_scores_or_sum_in_refine',
  weighted: false,
  score({ passRates, improvements }, stage) {
    if (stage !== 'refine') {
      return { scores: passRates.map(round12), used: ['correctness'], dropped: [] };
    }
    const scores = improvements.map((improvement) => round12(improvement ?? 0));
    const runtime = RUNTIME_CRITERIA.map(({ id }) => id);
    const unknown = improvements.includes(null);
    return {
      scores,
      used: unknown ? [] : runtime,
      dropped: unknown ? runtime.map((criterion) => ({ criterion, without: [] })) : [],
    };
  },
  compareTied(a, b, rates) {
    const compare = (stage: Stage): number =>
      (rates(stage, b.modelId) ?? -1) - (rates(stage, a.modelId) ?? -1);
    return compare('fix') || compare('generate');
  },
};
