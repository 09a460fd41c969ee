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

/** Gives the cells of a context: those of a problem in each of its categories, and once in 'all'. */
export type CellsOf = (context: Context) => readonly CellResult[];

/** Sorted once for each list of cells: a study has nearly two hundred contexts. */
const known = new WeakMap<readonly CellResult[], CellsOf>();

export function cellsByContext(cells: readonly CellResult[]): CellsOf {
  const found = known.get(cells);
  if (found !== undefined) return found;
  const lists = new Map<string, CellResult[]>();
  const listOf = (language: string, stage: string, category: string): CellResult[] => {
    const key = `${stage} ${language} ${category}`;
    const own = lists.get(key) ?? [];
    lists.set(key, own);
    return own;
  };
  const targets = new Map<string, Map<readonly string[], CellResult[][]>>();
  for (const cell of cells) {
    const { language, stage, categories } = cell;
    const place = `${stage} ${language}`;
    const ofPlace = targets.get(place) ?? new Map<readonly string[], CellResult[][]>();
    targets.set(place, ofPlace);
    let own = ofPlace.get(categories);
    if (own === undefined) {
      const names = ['all', ...new Set<string>(categories)];
      own = [listOf('all', stage, 'all'), ...names.map((name) => listOf(language, stage, name))];
      ofPlace.set(categories, own);
    }
    for (const list of own) list.push(cell);
  }
  const cellsOf: CellsOf = ({ language, stage, category }) =>
    lists.get(`${stage} ${language} ${category}`) ?? [];
  known.set(cells, cellsOf);
  return cellsOf;
}
