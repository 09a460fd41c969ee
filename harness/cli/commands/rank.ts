import { analyse, EXPORTERS, shownTables } from '../../../analysis/index.js';
import { Store } from '../../store/index.js';
import { chooseStudy, loadResults } from '../../study/load-results.js';
import { resultsOfDatasets } from '../../study/results-of-datasets.js';
import { defineCommand } from '../command.js';
import { databaseOption, datasetsOption, jsonOption, methodOption, studyOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { rankingDocument } from '../ranking-document.js';

export const rank = defineCommand({
  name: 'rank',
  describe: 'Rank the models of a study and show the tables',
  options: (yargs) =>
    yargs
      .option('db', databaseOption)
      .option('study', studyOption)
      .option('method', methodOption)
      .option('datasets', datasetsOption)
      .option('json', jsonOption),
  run({ db, study, method, datasets, json }) {
    const store = new Store(db, { mustExist: true });
    try {
      const chosen = chooseStudy(store, study);
      const analysis = analyse(resultsOfDatasets(loadResults(store, chosen), datasets), { method });
      if (json) printJson(rankingDocument(analysis, chosen.createdIso));
      else for (const table of shownTables(analysis)) print(EXPORTERS.terminal.render(table));
      return Promise.resolve(EXIT.done);
    } finally {
      store.close();
    }
  },
});
