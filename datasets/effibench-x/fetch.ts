import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../harness/errors.js';
import { download } from '../download.js';
import { fetchFolder, isGiven } from '../files.js';
import type { ProgramFetchOptions } from '../program-dataset.js';
import { ID, inspectNoted, trustLine, wholeFiles } from './files.js';
import { addressOf, askHub } from './hub.js';
import { hashOfFile } from './records.js';
import { readNote, writeNote, type Note, type NotedFile } from './trust.js';

/**
 * Brings the files of records here, at the commit of the first fetch, and gives their paths. Trust is given once: what
 * the public host states at the first fetch is noted, and every later content has to be the same.
 */
export async function fetchFiles(options: ProgramFetchOptions): Promise<readonly string[]> {
  if (isGiven()) return (await wholeFiles()).map(({ path }) => path);
  const folder = fetchFolder(ID);
  await mkdir(folder, { recursive: true });
  const before = await readNote(folder);
  const note = before ?? (await askHub(options.baseUrl, options.signal));
  options.onTrust?.(trustLine(note, before === null));
  const paths: string[] = [];
  for (const noted of note.files) {
    paths.push(await fetchFile(folder, note, noted, options));
    options.onTrust?.(`${noted.file}: SHA-256 ${noted.sha256}`);
  }
  if (before === null) await writeNote(folder, note);
  return paths;
}

async function fetchFile(
  folder: string,
  note: Note,
  noted: NotedFile,
  options: ProgramFetchOptions,
): Promise<string> {
  const { file, path, sha256, bytes } = noted;
  const target = join(folder, file);
  const report = (state: 'present' | 'downloading' | 'done', receivedBytes: number): void =>
    options.onProgress?.({ file, state, receivedBytes, totalBytes: bytes });
  if ((await inspectNoted(folder, noted)).state === 'good') {
    report('present', 0);
    return target;
  }
  // Named by its content: what is left of another version's download is not gone on with.
  const part = join(folder, `${file}.${sha256.slice(0, 16)}.part`);
  const url = addressOf(note.revision, path, options.baseUrl);
  const { signal } = options;
  await download(url, part, { signal, onBytes: (received) => report('downloading', received) });
  const found = await hashOfFile(part);
  if (found !== sha256) {
    await rm(part);
    throw new UserError(
      `${url}: SHA-256: the host states ${sha256}, its file has ${found}: something on the way changes it; ` +
        'run "perforch datasets fetch effibench-x" again, or set PERFORCH_DATA',
    );
  }
  await rename(part, target);
  report('done', bytes);
  return target;
}
