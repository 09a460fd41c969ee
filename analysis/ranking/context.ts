import { CATEGORIES, LANGUAGES, type Category, type Language } from '../../datasets/problem.js';
import { STAGES, type CellResult, type Stage, type StudyResults } from '../../harness/study/results.js';

/** Where models are compared. 'all' languages goes with 'all' categories only. Datasets are pooled. */
export interface Context {
  readonly language: Language | 'all';
  readonly stage: Stage;
  readonly category: Category | 'all';
}

/**
 * All contexts of a study: per stage the whole, then per language its whole and its categories, in the order of the
 * vocabularies.
 */
export function contextsOf(results: Pick<StudyResults, 'languages' | 'stages'>): Context[] {
  const stages = STAGES.filter((stage) => results.stages.includes(stage));
  const languages = LANGUAGES.filter((language) => results.languages.includes(language));
  return stages.flatMap((stage) => [
    { language: 'all' as const, stage, category: 'all' as const },
    ...languages.flatMap((language) =>
      (['all', ...CATEGORIES] as const).map((category) => ({ language, stage, category })),
    ),
  ]);
}

/** Whether a cell belongs to a context: in each of its problem's categories, and once in 'all'. */
export function belongsTo(cell: CellResult, context: Context): boolean {
  return (
    cell.stage === context.stage &&
    (context.language === 'all' || cell.language === context.language) &&
    (context.category === 'all' || cell.categories.includes(context.category))
  );
}
