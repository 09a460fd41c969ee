import { reportFiles } from '../../../analysis/report/index.js';
import { VERSION } from '../../version.js';
import { analysedStudy, analysisOptions } from '../analysed-study.js';
import { defineCommand } from '../command.js';
import { jsonOption, outOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { printFiles } from '../output.js';
import { writeFiles } from '../write-files.js';

export const report = defineCommand({
  name: 'report',
  describe:
    'Write a report on a study that explains itself: Markdown, and one HTML page with everything in it',
  options: (yargs) => yargs.options(analysisOptions).option('out', outOption).option('json', jsonOption),
  async run({ out, json, ...chosen }) {
    const { analysis, study } = analysedStudy(chosen);
    const facts = { createdIso: study.createdIso, harnessVersion: VERSION };
    const files = writeFiles(out, await reportFiles(analysis, facts));
    printFiles(out, files, json);
    return EXIT.done;
  },
});
