import {
  CATALOGUE_FORMATS,
  catalogueFiles,
  type CatalogueFormat,
} from '../../../analysis/export/catalogue.js';
import { UserError } from '../../errors.js';
import { closest } from '../../models/nearest.js';
import { analysedStudy, analysisOptions } from '../analysed-study.js';
import { defineCommand } from '../command.js';
import { jsonOption, textOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';
import { writeFiles } from '../write-files.js';

export const tables = defineCommand({
  name: 'tables',
  describe:
    'Write the catalogue of tables and figures of a study for a publication: CSV, JSON, Markdown, LaTeX, SVG, PDF, and an index',
  options: (yargs) =>
    yargs
      .options(analysisOptions)
      .option('out', { ...textOption('out', 'The folder'), demandOption: true })
      .option(
        'formats',
        textOption('formats', `Only these, separated by commas (${CATALOGUE_FORMATS.join(', ')})`),
      )
      .option('json', jsonOption),
  async run({ out, formats, json, ...chosen }) {
    const wanted = parseFormats(formats);
    const { analysis } = analysedStudy(chosen);
    const files = writeFiles(out, await catalogueFiles(analysis, wanted));
    if (json) printJson({ folder: out, files });
    else files.forEach(print);
    return EXIT.done;
  },
});

/** In the usual order; all where none are named. */
function parseFormats(text: string | undefined): CatalogueFormat[] {
  if (text === undefined) return [...CATALOGUE_FORMATS];
  const wanted = text.split(',').map((part) => {
    const name = part.trim();
    const format = CATALOGUE_FORMATS.find((known) => known === name);
    if (format !== undefined) return format;
    const meant = closest(name, CATALOGUE_FORMATS);
    const guess = meant === null ? '' : `did you mean ${meant}? `;
    throw new UserError(
      `--formats: unknown format "${name}": ${guess}Use some of ${CATALOGUE_FORMATS.join(',')}`,
    );
  });
  return CATALOGUE_FORMATS.filter((format) => wanted.includes(format));
}
