import type { Stage } from '../../harness/study/results.js';
import type { RankedContext } from '../ranking/index.js';
import type { ContextUncertainty } from '../uncertainty.js';

/** How many different models are first among the contexts of one kind, in one stage. */
export interface WinnerCount {
  readonly stage: Stage;
  readonly by: 'language' | 'category';
  /** Contexts in which some model passed something. */
  readonly contexts: number;
  /** Of these, where one model alone is first, and where it is so for sure. */
  readonly single: number;
  readonly sure: number;
  /** Different models among the single and among the sure winners. */
  readonly winners: number;
  readonly sureWinners: number;
  /** Who is alone first most often (of equals the first by id), and how often; null where nobody is. */
  readonly mostFrequent: { readonly modelId: string; readonly contexts: number } | null;
}

/** By stage: over languages, then over the categories of each language. */
export function countWinners(
  contexts: readonly RankedContext[],
  uncertainty: readonly ContextUncertainty[],
): WinnerCount[] {
  const stages = [...new Set(contexts.map(({ ranking }) => ranking.stage))];
  return stages.flatMap((stage) =>
    (['language', 'category'] as const).map((by) => {
      const own = uncertainty.filter((_, index) => {
        const ranking = contexts[index]?.ranking;
        return (
          ranking?.stage === stage &&
          ranking.language !== 'all' &&
          (ranking.category === 'all') === (by === 'language') &&
          ranking.models.some(({ passRate }) => passRate > 0)
        );
      });
      const single = own.flatMap(({ models: [first, second] }) =>
        first !== undefined && second?.rank !== 1 ? [first] : [],
      );
      const sure = single.filter(({ rankInterval }) => rankInterval?.worst === 1);
      return {
        stage,
        by,
        contexts: own.length,
        single: single.length,
        sure: sure.length,
        winners: distinct(single).length,
        sureWinners: distinct(sure).length,
        mostFrequent: mostFrequent(single.map(({ modelId }) => modelId)),
      };
    }),
  );
}

function distinct(models: readonly { readonly modelId: string }[]): string[] {
  return [...new Set(models.map(({ modelId }) => modelId))];
}

function mostFrequent(ids: readonly string[]): WinnerCount['mostFrequent'] {
  const counts = [...new Set(ids)]
    .sort()
    .map((modelId) => ({ modelId, contexts: ids.filter((id) => id === modelId).length }));
  return counts.reduce<WinnerCount['mostFrequent']>(
    (most, own) => (most === null || own.contexts > most.contexts ? own : most),
    null,
  );
}
