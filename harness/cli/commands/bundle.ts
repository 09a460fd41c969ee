import { existsSync } from 'node:fs';
import { openBundle } from '../../bundle/open.js';
import { packBundle } from '../../bundle/pack.js';
import { UserError } from '../../errors.js';
import { Store } from '../../store/index.js';
import type { StudyRow } from '../../store/studies.js';
import { chooseStudy } from '../../study/load-results.js';
import { readStudy, studyHash } from '../../study/spec.js';
import { defineCommand } from '../command.js';
import { databaseOption, jsonOption, textOption } from '../common-options.js';
import { EXIT } from '../exit-codes.js';
import { print, printJson } from '../output.js';

export const bundle = defineCommand({
  name: 'bundle [study]',
  describe: 'Pack a study for publication: database, tables, profile, hashes; or check such a bundle',
  options: (yargs) =>
    yargs
      .positional('study', { type: 'string', describe: 'Its file, name or hash; the newest by default' })
      .option('db', databaseOption)
      .option('out', textOption('out', 'The archive to write, .tar.gz'))
      .option('dir', textOption('dir', 'The folder to write, in place of an archive'))
      .option('all-studies', {
        type: 'boolean',
        default: false,
        describe: 'Pack the whole database, other studies included',
      })
      .option('check', textOption('check', 'Check this bundle (.tar.gz or folder), and write nothing'))
      .option('json', jsonOption),
  async run({ study, db, out, dir, 'all-studies': allStudies, check, json }) {
    if (check !== undefined) {
      if ((study ?? out ?? dir) !== undefined || allStudies)
        throw new UserError(
          '--check: stands alone: give the bundle, and neither a study nor a place to write to',
        );
      return checkBundle(check, json);
    }
    const target = out ?? dir;
    if (target === undefined || (out !== undefined && dir !== undefined))
      throw new UserError('bundle: name one place to write to: --out FILE.tar.gz or --dir FOLDER');
    if (out !== undefined && !/\.(tar\.gz|tgz)$/.test(out))
      throw new UserError(`--out: got "${out}": end the name in .tar.gz, or give a folder with --dir`);
    const { row, file } = await chosenStudy(db, study);
    const { manifest, digest } = await packBundle({
      database: db,
      study: row,
      studyFile: file,
      allStudies,
      kind: out === undefined ? 'folder' : 'archive',
      out: target,
    });
    const { study: packed, counts, files } = manifest;
    if (json) printJson({ bundle: target, study: packed, digest, counts, files });
    else {
      print(`${packed.name}: ${counts.cells} cells, ${counts.answered} answered, ${counts.passed} passed`);
      print(`${files.length + 1} files in ${target}; SHA-256 of its manifest:`);
      print(digest);
    }
    return EXIT.done;
  },
});

async function checkBundle(path: string, json: boolean): Promise<number> {
  const opened = await openBundle(path);
  try {
    const { manifest, digest } = opened;
    const { study, counts, files } = manifest;
    if (json) printJson({ bundle: path, study, digest, counts, files });
    else {
      print(`${path}: all ${files.length} files are as its manifest says`);
      print(
        `study ${study.name} (${study.hash.slice(0, 8)}) of ${study.createdIso}; SHA-256 of the manifest:`,
      );
      print(digest);
    }
    return EXIT.done;
  } finally {
    opened.close();
  }
}

/** The study in the database, and its file where one is named. */
async function chosenStudy(
  db: string,
  named: string | undefined,
): Promise<{ row: StudyRow; file: string | null }> {
  const isFile = named !== undefined && existsSync(named);
  const hash = isFile ? studyHash((await readStudy(named)).spec) : null;
  const store = new Store(db, { mustExist: true });
  try {
    if (hash === null) return { row: chooseStudy(store, named), file: null };
    const row = store.studies.studies().find((study) => study.hash === hash);
    if (row !== undefined) return { row, file: named ?? null };
    throw new UserError(
      `${db} holds no study of ${named ?? ''} as it is now: run it, or name the study instead of the file`,
    );
  } finally {
    store.close();
  }
}
