import { analyse } from '../../../analysis/index.js';
import { reportFiles } from '../../../analysis/report/index.js';
import { Store } from '../../store/index.js';
import { chooseStudy, loadResults } from '../../study/load-results.js';
import { VERSION } from '../../version.js';
import { defineCommand } from '../command.js';
import { databaseOption, jsonOption, methodOption, studyOption, textOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { writeFiles } from '../write-files.js';

export const report = defineCommand({
  name: 'report',
  describe:
    'Write a report on a study that explains itself: Markdown, and one HTML page with everything in it',
  options: (yargs) =>
    yargs
      .option('db', databaseOption)
      .option('study', studyOption)
      .option('method', methodOption)
      .option('out', { ...textOption('out', 'The folder'), demandOption: true })
      .option('json', jsonOption),
  async run({ db, study, method, out, json }) {
    const store = new Store(db, { mustExist: true });
    try {
      const chosen = chooseStudy(store, study);
      const analysis = analyse(loadResults(store, chosen), { method });
      const facts = { createdIso: chosen.createdIso, harnessVersion: VERSION };
      const files = writeFiles(out, await reportFiles(analysis, facts));
      if (json) printJson({ folder: out, files });
      else files.forEach(print);
      return EXIT.done;
    } finally {
      store.close();
    }
  },
});
