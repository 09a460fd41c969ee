import { basename, join } from 'node:path';
import { UserError } from '../../harness/errors.js';
import type { SourceFile } from '../described.js';
import { dataFolder, isGiven } from '../files.js';
import type { ProgramFile } from '../program-dataset.js';
import { addressOf } from './hub.js';
import { hashOfFile, recordFiles, type RecordFile } from './records.js';
import { readNote, type Note, type NotedFile } from './trust.js';

export const ID = 'effibench-x';

/** A file that may be read. */
export interface WholeFile extends RecordFile {
  readonly sha256: string;
}

/** Every file that there is or should be, and how it was found. */
export async function inspectFiles(): Promise<readonly ProgramFile[]> {
  const folder = dataFolder(ID);
  const note = await readNote(folder);
  if (note !== null) return await Promise.all(note.files.map((noted) => inspectNoted(folder, noted)));
  const found = await recordFiles(folder);
  // What was fetched has a note: without it a fetch was cut off, and nothing says which files are whole.
  if (found.length === 0 || !isGiven()) return [missing(join(folder, 'test-….parquet'))];
  const reports: ProgramFile[] = [];
  for (const file of found) reports.push(await inspectGiven(file));
  return reports;
}

/**
 * The files to load, each with its hash.
 *
 * @throws {UserError} for the first that is missing, unreadable or has another hash than at the first fetch.
 */
export async function wholeFiles(): Promise<readonly WholeFile[]> {
  const files = await inspectFiles();
  return files.map(({ path, sha256, message }) => {
    if (message !== null || sha256 === null) throw new UserError(message ?? `${path}: not read`);
    return { path, sha256, kind: path.endsWith('.json') ? 'json' : 'parquet' };
  });
}

/** The public address of a file is known from the note of its fetch. */
export async function sourceFiles(): Promise<readonly SourceFile[]> {
  const note = await readNote(dataFolder(ID));
  if (note === null) {
    const files = await inspectFiles();
    return files.flatMap(({ file, sha256 }) => (sha256 === null ? [] : [{ file, url: null, sha256 }]));
  }
  return note.files.map(({ file, path, sha256 }) => {
    return { file, url: addressOf(note.revision, path, undefined), sha256 };
  });
}

export async function inspectNoted(folder: string, { file, sha256 }: NotedFile): Promise<ProgramFile> {
  const path = join(folder, file);
  const names = (await recordFiles(folder)).map((other) => basename(other.path));
  if (!names.includes(file)) return missing(path);
  const found = await hashOrReason(path);
  if ('reason' in found) return { file, path, state: 'unreadable', sha256: null, message: found.reason };
  if (found.sha256 === sha256) return { file, path, state: 'good', sha256, message: null };
  const message = `${path}: SHA-256: ${sha256} at the first fetch, now ${found.sha256}: ${remedy()}`;
  return { file, path, state: 'wrong_hash', sha256: found.sha256, message };
}

async function inspectGiven({ path }: RecordFile): Promise<ProgramFile> {
  const file = basename(path);
  const found = await hashOrReason(path);
  return 'reason' in found
    ? { file, path, state: 'unreadable', sha256: null, message: found.reason }
    : { file, path, state: 'unpinned', sha256: found.sha256, message: null };
}

async function hashOrReason(path: string): Promise<{ sha256: string } | { reason: string }> {
  try {
    return { sha256: await hashOfFile(path) };
  } catch (error) {
    if (error instanceof UserError) return { reason: error.message };
    throw error;
  }
}

function missing(path: string): ProgramFile {
  return {
    file: basename(path),
    path,
    state: 'missing',
    sha256: null,
    message: `${path}: missing: ${remedy()}`,
  };
}

function remedy(): string {
  return isGiven()
    ? 'put the public file there, or unset PERFORCH_DATA and run "perforch datasets fetch effibench-x"'
    : 'run "perforch datasets fetch effibench-x", or set PERFORCH_DATA to a folder that has it';
}

/** The line that says what a note's hashes are worth. */
export function trustLine(note: Note, first: boolean): string {
  return first
    ? `commit ${note.revision}: no hash of these files is known beforehand: trusting the public host this first time`
    : `commit ${note.revision}, as at the first fetch of ${note.fetched_at}`;
}
