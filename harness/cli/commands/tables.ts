import { CATALOGUE_FORMATS, catalogueFiles } from '../../../analysis/export/catalogue.js';
import { analysedStudy, analysisOptions } from '../analysed-study.js';
import { defineCommand } from '../command.js';
import { chosenFrom, jsonOption, outOption, textOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { printFiles } from '../output.js';
import { writeFiles } from '../write-files.js';

export const tables = defineCommand({
  name: 'tables',
  describe:
    'Write the catalogue of tables and figures of a study for a publication: CSV, JSON, Markdown, LaTeX, SVG, PDF, and an index',
  options: (yargs) =>
    yargs
      .options(analysisOptions)
      .option('out', outOption)
      .option(
        'formats',
        textOption('formats', `Only these, separated by commas (${CATALOGUE_FORMATS.join(', ')})`),
      )
      .option('json', jsonOption),
  async run({ out, formats, json, ...chosen }) {
    const wanted = chosenFrom(CATALOGUE_FORMATS, formats, { option: 'formats', one: 'format' });
    const { analysis } = analysedStudy(chosen);
    const files = writeFiles(out, await catalogueFiles(analysis, wanted));
    printFiles(out, files, json);
    return EXIT.done;
  },
});
