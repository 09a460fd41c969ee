import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyse, type Analysis } from '../../../analysis/index.js';
import { analysisFiles } from '../../bundle/analysis-files.js';
import { UserError } from '../../errors.js';
import { Store } from '../../store/index.js';
import { chooseStudy, loadResults } from '../../study/load-results.js';
import { VERSION } from '../../version.js';
import { defineCommand } from '../command.js';
import { databaseOption, jsonOption, methodOption, studyOption, textOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';

export const exportCommand = defineCommand({
  name: 'export',
  describe: 'Write profile.json and all tables (CSV, JSON) of a study into a folder',
  options: (yargs) =>
    yargs
      .option('db', databaseOption)
      .option('study', studyOption)
      .option('method', methodOption)
      .option('out', { ...textOption('out', 'The folder'), demandOption: true })
      .option('json', jsonOption),
  run({ db, study, method, out, json }) {
    const store = new Store(db, { mustExist: true });
    try {
      const chosen = chooseStudy(store, study);
      const files = exportAnalysis(analyse(loadResults(store, chosen), { method }), chosen.createdIso, out);
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
  const files = analysisFiles(analysis, createdIso, VERSION);
  try {
    mkdirSync(join(out, 'tables'), { recursive: true });
    return [...files].map(([name, content]) => {
      const path = join(out, name);
      writeFileSync(path, content);
      return path;
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`cannot write into ${out}: ${reason}: name another folder with --out`, { cause });
  }
}
