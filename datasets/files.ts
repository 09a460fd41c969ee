import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { UserError } from '../harness/errors.js';
import { perforchHome } from '../harness/home.js';
import { messageOf } from './border.js';
import { sha256 } from './hash.js';
import type { Source } from './sources.js';

const FETCH = 'perforch datasets fetch';

/** Whether `PERFORCH_DATA` gives the files, so that nothing is fetched. */
export function isGiven(): boolean {
  return (process.env['PERFORCH_DATA'] ?? '') !== '';
}

/** Where a dataset's files are: in `PERFORCH_DATA` where that is set, else where `fetchDataset` puts them. */
export function dataFolder(id: string): string {
  return isGiven() ? join(process.env['PERFORCH_DATA'] ?? '', id) : fetchFolder(id);
}

/** Where `fetchDataset` puts a dataset's files. */
export function fetchFolder(id: string): string {
  return join(perforchHome(), 'datasets', id);
}

/** A public file as it was found on this machine. */
export type FileState =
  | { readonly state: 'good'; readonly path: string; readonly text: string; readonly sha256: string }
  | { readonly state: 'missing'; readonly path: string }
  | { readonly state: 'unreadable'; readonly path: string; readonly reason: string }
  | {
      readonly state: 'wrong_hash';
      readonly path: string;
      readonly expected: string;
      readonly found: string;
    };

/** Reads a source's file from a folder, compressed or not, and compares its hash. */
export async function inspectFile(folder: string, source: Source): Promise<FileState> {
  const plain = join(folder, source.file.replace(/\.gz$/, ''));
  for (const path of [plain, `${plain}.gz`]) {
    let content: Buffer;
    try {
      content = await readFile(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      return { state: 'unreadable', path, reason: messageOf(error) };
    }
    return judge(path, content, source, path.endsWith('.gz'));
  }
  return { state: 'missing', path: join(folder, source.file) };
}

/** Compares content, compressed or not, with the hash that the source should have. */
export function judge(
  path: string,
  content: Buffer,
  source: Source,
  compressed: boolean,
): Exclude<FileState, { state: 'missing' }> {
  let plain: Buffer;
  try {
    plain = compressed ? gunzipSync(content) : content;
  } catch (error) {
    return { state: 'unreadable', path, reason: `no gzip: ${messageOf(error)}` };
  }
  const found = sha256(plain);
  if (found !== source.sha256) return { state: 'wrong_hash', path, expected: source.sha256, found };
  return { state: 'good', path, text: plain.toString('utf8'), sha256: found };
}

/** What is wrong with a file and what to do about it, in one line. */
export function explain(file: Exclude<FileState, { state: 'good' }>): string {
  const remedy = isGiven()
    ? `put the public file there, or unset PERFORCH_DATA and run "${FETCH}"`
    : `run "${FETCH}", or set PERFORCH_DATA to a folder that has it`;
  switch (file.state) {
    case 'missing':
      return `${file.path}: missing: ${remedy}`;
    case 'unreadable':
      return `${file.path}: cannot be read (${file.reason}): ${remedy}`;
    case 'wrong_hash':
      return `${file.path}: SHA-256 of the uncompressed content: expected ${file.expected}, found ${file.found}: ${remedy}`;
  }
}

/**
 * A source's text, its hash verified.
 *
 * @throws {UserError} where it is missing, cannot be read or has another hash.
 */
export async function readVerified(id: string, source: Source): Promise<{ path: string; text: string }> {
  const file = await inspectFile(dataFolder(id), source);
  if (file.state !== 'good') throw new UserError(explain(file));
  return { path: file.path, text: file.text };
}
