import { analyse, type Analysis } from '../../../analysis/index.js';
import { analysisFiles } from '../../bundle/analysis-files.js';
import { Store } from '../../store/index.js';
import { chooseStudy, loadResults } from '../../study/load-results.js';
import { resultsOfDatasets } from '../../study/results-of-datasets.js';
import { VERSION } from '../../version.js';
import { defineCommand } from '../command.js';
import {
  databaseOption,
  datasetsOption,
  jsonOption,
  methodOption,
  studyOption,
  textOption,
} from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { writeFiles } from '../write-files.js';

export const exportCommand = defineCommand({
  name: 'export',
  describe:
    'Write profile.json and all tables (CSV, JSON) of a study, for programs; see tables for Markdown and LaTeX',
  options: (yargs) =>
    yargs
      .option('db', databaseOption)
      .option('study', studyOption)
      .option('method', methodOption)
      .option('datasets', datasetsOption)
      .option('out', { ...textOption('out', 'The folder'), demandOption: true })
      .option('json', jsonOption),
  run({ db, study, method, datasets, out, json }) {
    const store = new Store(db, { mustExist: true });
    try {
      const chosen = chooseStudy(store, study);
      const files = exportAnalysis(
        analyse(resultsOfDatasets(loadResults(store, chosen), datasets), { method }),
        chosen.createdIso,
        out,
      );
      if (json) printJson({ folder: out, files });
      else for (const file of files) print(file);
      return Promise.resolve(EXIT.done);
    } finally {
      store.close();
    }
  },
});

/**
 * Writes the profile and every table; gives the files. `createdIso` is the study's own date, so that the same database
 * always gives the same bytes.
 */
export function exportAnalysis(analysis: Analysis, createdIso: string, out: string): string[] {
  return writeFiles(out, analysisFiles(analysis, createdIso, VERSION));
}
