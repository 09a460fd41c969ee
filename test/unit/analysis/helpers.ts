import { analyse } from '../../../analysis/index.js';
import type { Context, ContextRanking, RankedModel } from '../../../analysis/ranking/index.js';
import type { CellResult, CriterionWeights } from '../../../harness/study/results.js';
import { study } from './fixture.js';

/** The ranking of one context; python, generate, all categories unless said otherwise. */
export function rankingOf(
  cells: readonly CellResult[],
  place: Partial<Context> = {},
  weights?: CriterionWeights,
): ContextRanking {
  const { contexts } = analyse(study(cells, weights === undefined ? {} : { weights }), {
    resamples: 20,
  });
  const wanted = { language: 'python', stage: 'generate', category: 'all', ...place };
  const found = contexts.find(
    (context) =>
      context.language === wanted.language &&
      context.stage === wanted.stage &&
      context.category === wanted.category,
  );
  if (found === undefined) throw new Error(`no context ${JSON.stringify(wanted)}`);
  return found;
}

export function modelOf(ranking: ContextRanking, modelId: string): RankedModel {
  const found = ranking.models.find((model) => model.modelId === modelId);
  if (found === undefined) throw new Error(`${modelId} is not ranked`);
  return found;
}

/** Model ids, best first. */
export function orderOf(ranking: ContextRanking): string[] {
  return ranking.models.map((model) => model.modelId);
}
