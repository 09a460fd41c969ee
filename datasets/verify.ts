import { UserError } from '../harness/errors.js';
import { dataFolder, explain, inspectFile } from './files.js';
import { datasetModule } from './index.js';
import { LANGUAGES, type Language } from './problem.js';

export interface FileReport {
  readonly language: Language;
  readonly file: string;
  readonly path: string;
  readonly state: 'good' | 'missing' | 'unreadable' | 'wrong_hash';
  /** What is wrong and what to do, in one line; null for a good file. */
  readonly message: string | null;
}

/** How each public file of a dataset was found on this machine; empty for a bundled dataset. */
export async function inspectDataset(id: string): Promise<FileReport[]> {
  const sources = datasetModule(id).sources();
  if (sources === null) return [];
  return await Promise.all(
    LANGUAGES.map(async (language): Promise<FileReport> => {
      const source = sources[language];
      const found = await inspectFile(dataFolder(id), source);
      const message = found.state === 'good' ? null : explain(found);
      return { language, file: source.file, path: found.path, state: found.state, message };
    }),
  );
}

/**
 * Like `inspectDataset`, for those who must not go on with wrong files: a missing file is reported, a wrong one thrown.
 *
 * @throws {UserError} for a file that cannot be read or has another SHA-256, naming it, both hashes and what to do.
 */
export async function verifyDataset(id: string): Promise<FileReport[]> {
  const reports = await inspectDataset(id);
  const wrong = reports.find(({ state }) => state === 'wrong_hash' || state === 'unreadable');
  if (wrong?.message != null) throw new UserError(wrong.message);
  return reports;
}
