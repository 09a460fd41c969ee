import type { Analysis } from '../../../analysis/index.js';
import { analysisFiles } from '../../bundle/analysis-files.js';
import { VERSION } from '../../version.js';
import { analysedStudy, analysisOptions } from '../analysed-study.js';
import { defineCommand } from '../command.js';
import { jsonOption, outOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { printFiles } from '../output.js';
import { writeFiles } from '../write-files.js';

export const exportCommand = defineCommand({
  name: 'export',
  describe:
    'Write profile.json and all tables (CSV, JSON) of a study, for programs; see tables for Markdown and LaTeX',
  options: (yargs) => yargs.options(analysisOptions).option('out', outOption).option('json', jsonOption),
  run({ out, json, ...chosen }) {
    const { analysis, study } = analysedStudy(chosen);
    const files = exportAnalysis(analysis, study.createdIso, out);
    printFiles(out, files, json);
    return Promise.resolve(EXIT.done);
  },
});

/**
 * Writes the profile and every table; gives the files. `createdIso` is the study's own date, so that the same database
 * always gives the same bytes.
 */
export function exportAnalysis(analysis: Analysis, createdIso: string, out: string): string[] {
  return writeFiles(out, analysisFiles(analysis, createdIso, VERSION));
}
