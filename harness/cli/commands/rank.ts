import { EXPORTERS, shownTables } from '../../../analysis/index.js';
import { analysedStudy, analysisOptions } from '../analysed-study.js';
import { defineCommand } from '../command.js';
import { jsonOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { rankingDocument } from '../ranking-document.js';

export const rank = defineCommand({
  name: 'rank',
  describe: 'Rank the models of a study and show the tables',
  options: (yargs) => yargs.options(analysisOptions).option('json', jsonOption),
  run({ json, ...chosen }) {
    const { analysis, study } = analysedStudy(chosen);
    if (json) printJson(rankingDocument(analysis, study.createdIso));
    else for (const table of shownTables(analysis)) print(EXPORTERS.terminal.render(table));
    return Promise.resolve(EXIT.done);
  },
});
