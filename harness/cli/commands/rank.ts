import { allTables, analyse, EXPORTERS } from '../../../analysis/index.js';
import { Store } from '../../store/index.js';
import { chooseStudy, loadResults } from '../../study/load-results.js';
import { defineCommand } from '../command.js';
import { databaseOption, jsonOption } from '../common-options.js';
import { print, printJson } from '../output.js';

export const rank = defineCommand({
  name: 'rank',
  describe: 'Rank the models of a study and show the tables',
  options: (yargs) =>
    yargs
      .option('db', databaseOption)
      .option('study', { type: 'string', describe: 'Name or hash of the study; the newest by default' })
      .option('json', jsonOption),
  run({ db, study, json }) {
    const store = new Store(db, { mustExist: true });
    try {
      const analysis = analyse(loadResults(store, chooseStudy(store, study)));
      if (json) printJson(analysis);
      else for (const table of allTables(analysis)) print(EXPORTERS.terminal.render(table));
      return Promise.resolve(0);
    } finally {
      store.close();
    }
  },
});
