import { CATEGORIES, LANGUAGES, type Category, type Language } from '../../datasets/problem.js';
import { STAGES, type CellResult, type Stage, type StudyResults } from '../../harness/study/results.js';
import { oncePer } from '../once-per.js';

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

/** The cells of one problem in one stage, in their fixed order. */
export interface ProblemCells {
  readonly uid: string;
  readonly cells: readonly CellResult[];
}

/** Gives the problems of a context: each in every one of its categories, and once in 'all'. */
export type ProblemsOf = (context: Context) => readonly ProblemCells[];

/**
 * Sorted once for each list of cells: a study has nearly two hundred contexts, and a problem is part of several, in each of
 * which it is the same object.
 */
export const problemsByContext = oncePer((cells: readonly CellResult[]): ProblemsOf => {
  const lists = new Map<string, ProblemCells[]>();
  for (const [stage, problems] of byStage(cells)) {
    for (const [uid, own] of problems) {
      const [{ language, categories }] = own;
      const problem = { uid, cells: own };
      const names = ['all', ...new Set<string>(categories)].map((name) => `${stage} ${language} ${name}`);
      for (const name of [`${stage} all all`, ...names]) {
        const list = lists.get(name) ?? [];
        lists.set(name, list);
        list.push(problem);
      }
    }
  }
  return ({ language, stage, category }) => lists.get(`${stage} ${language} ${category}`) ?? [];
});

type Some<T> = [T, ...T[]];

/** By stage and problem, in the order in which they first appear. */
function byStage(cells: readonly CellResult[]): Map<Stage, Map<string, Some<CellResult>>> {
  const stages = new Map<Stage, Map<string, Some<CellResult>>>();
  for (const cell of cells) {
    let problems = stages.get(cell.stage);
    if (problems === undefined) stages.set(cell.stage, (problems = new Map<string, Some<CellResult>>()));
    const own = problems.get(cell.problemUid);
    if (own === undefined) problems.set(cell.problemUid, [cell]);
    else own.push(cell);
  }
  return stages;
}
