import { analyse, type Analysis } from '../../analysis/index.js';
import { Store } from '../store/index.js';
import { chooseStudy, loadResults } from '../study/load-results.js';
import { resultsOfDatasets } from '../study/results-of-datasets.js';
import type { StudyRow } from '../store/studies.js';
import { databaseOption, datasetsOption, methodOption, studyOption } from './common-options.js';

/** What says which study is analysed, and how. */
export const analysisOptions = {
  db: databaseOption,
  study: studyOption,
  method: methodOption,
  datasets: datasetsOption,
} as const;

export interface AnalysedStudy {
  readonly analysis: Analysis;
  readonly study: StudyRow;
}

/** Reads a study and analyses it. Throws `UserError` for what the database doesn't have. */
export function analysedStudy(chosen: {
  readonly db: string;
  readonly study: string | undefined;
  readonly method: string;
  readonly datasets: readonly string[] | undefined;
}): AnalysedStudy {
  const store = new Store(chosen.db, { mustExist: true });
  try {
    const study = chooseStudy(store, chosen.study);
    const results = resultsOfDatasets(loadResults(store, study), chosen.datasets);
    return { study, analysis: analyse(results, { method: chosen.method }) };
  } finally {
    store.close();
  }
}
