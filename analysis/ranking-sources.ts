import type { Category, Language } from '../datasets/problem.js';
import type { Stage, StudyResults } from '../harness/study/results.js';
import { contextsOf, type ContextRanking } from './ranking/index.js';

/** Which ranking speaks for problems of one language, stage and category. */
export interface RankingSource {
  readonly language: Language;
  readonly stage: Stage;
  readonly category: Category;
  /** Null: not even the ranking over all languages says anything. */
  readonly source: 'category' | 'language' | 'all' | null;
  /** Why it isn't the category's own; null where it is. */
  readonly reason: 'nothing_planned' | 'no_model_ranked' | 'nobody_passed' | null;
}

/** Every category of every language and stage falls back to its language, then to all languages, where it has no data. */
export function rankingSources(
  study: Pick<StudyResults, 'languages' | 'stages'>,
  contexts: readonly ContextRanking[],
): RankingSource[] {
  const find = (language: string, stage: Stage, category: string): ContextRanking | undefined =>
    contexts.find((c) => c.language === language && c.stage === stage && c.category === category);
  return contextsOf(study).flatMap(({ language, stage, category }): RankingSource[] => {
    if (language === 'all' || category === 'all') return [];
    const reason = lackOf(find(language, stage, category));
    const source =
      reason === null
        ? 'category'
        : lackOf(find(language, stage, 'all')) === null
          ? 'language'
          : lackOf(find('all', stage, 'all')) === null
            ? 'all'
            : null;
    return [{ language, stage, category, source, reason }];
  });
}

function lackOf(context: ContextRanking | undefined): RankingSource['reason'] {
  if (context === undefined) return 'nothing_planned';
  if (context.models.length === 0) return 'no_model_ranked';
  return context.models.some(({ passRate }) => passRate > 0) ? null : 'nobody_passed';
}
