import { Store } from '../../store/index.js';
import { importAnswers } from '../../study/import.js';
import { defineCommand } from '../command.js';
import { databaseOption, jsonOption, textOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';

export const importCommand = defineCommand({
  name: 'import <files..>',
  describe: 'Import recorded answers (JSON Lines, plain or .gz) into a database',
  options: (yargs) =>
    yargs
      .positional('files', {
        type: 'string',
        array: true,
        demandOption: true,
        describe: 'Files of recorded answers',
      })
      .option('db', databaseOption)
      .option('model-suffix', textOption('model-suffix', 'Put behind the model names of the files'))
      .option('json', jsonOption),
  async run({ files, db, 'model-suffix': modelSuffix, json }) {
    const store = new Store(db);
    try {
      const results = [];
      for (const file of files) {
        const counts = await importAnswers(store, file, modelSuffix);
        results.push({ file, ...counts });
        if (!json)
          print(`${file}: ${counts.read} read, ${counts.added} added, ${counts.known} there already`);
      }
      if (json) printJson({ database: db, files: results });
      return EXIT.done;
    } finally {
      store.close();
    }
  },
});
