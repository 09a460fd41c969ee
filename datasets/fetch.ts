import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../harness/errors.js';
import { download } from './download.js';
import { dataFolder, explain, fetchFolder, inspectFile, isGiven, judge } from './files.js';
import { datasetModule } from './index.js';
import { LANGUAGES, type Language } from './problem.js';
import type { Source } from './sources.js';

export interface FetchProgress {
  readonly file: string;
  readonly state: 'present' | 'downloading' | 'done';
  readonly receivedBytes: number;
  /** Null where the server does not say. */
  readonly totalBytes: number | null;
}

export interface FetchOptions {
  readonly languages?: readonly Language[] | undefined;
  readonly onProgress?: ((progress: FetchProgress) => void) | undefined;
  /** Stands for scheme and host of the public addresses: a mirror, or a test's own server. */
  readonly baseUrl?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Brings a dataset's public files into the data folder; those that are there and good are left alone, a broken download
 * is resumed. Gives the paths of the files, in the order of `LANGUAGES`; none for a bundled dataset.
 *
 * @throws {UserError} with no network, on an HTTP error, and where the content has another SHA-256 than expected.
 */
export async function fetchDataset(id: string, options: FetchOptions = {}): Promise<string[]> {
  const sources = datasetModule(id).sources();
  if (sources === null) return [];
  const paths: string[] = [];
  for (const language of LANGUAGES) {
    if (options.languages?.includes(language) === false) continue;
    paths.push(await fetchFile(id, sources[language], options));
  }
  return paths;
}

async function fetchFile(id: string, source: Source, options: FetchOptions): Promise<string> {
  const found = await inspectFile(dataFolder(id), source);
  if (found.state === 'good') {
    options.onProgress?.({ file: source.file, state: 'present', receivedBytes: 0, totalBytes: 0 });
    return found.path;
  }
  if (isGiven()) throw new UserError(explain(found));
  const folder = fetchFolder(id);
  await mkdir(folder, { recursive: true });
  const target = join(folder, source.file);
  const part = `${target}.part`;
  const { resumed } = await downloadPart(source, part, options);
  let wrong = await foundInstead(part, source);
  // What an earlier, broken download left may itself have been wrong: only a whole one is held against the server.
  if (wrong !== null && resumed) {
    await downloadPart(source, part, options);
    wrong = await foundInstead(part, source);
  }
  if (wrong !== null) {
    throw new UserError(
      `${addressOf(source, options)}: SHA-256 of the uncompressed content: expected ${source.sha256}, found ${wrong}: ` +
        `something on the way changes it; run "perforch datasets fetch" on another network, or set PERFORCH_DATA`,
    );
  }
  await rename(part, target);
  // The reader looks for the uncompressed name first, so a wrong file of that name would hide the good one.
  if (found.path !== target) await rm(found.path, { force: true });
  return target;
}

async function downloadPart(
  source: Source,
  part: string,
  options: FetchOptions,
): Promise<{ resumed: boolean }> {
  const report = (state: FetchProgress['state'], receivedBytes: number, totalBytes: number | null) =>
    options.onProgress?.({ file: source.file, state, receivedBytes, totalBytes });
  const result = await download(addressOf(source, options), part, {
    signal: options.signal,
    onBytes: (received, total) => report('downloading', received, total),
  });
  report('done', result.bytes, result.bytes);
  return result;
}

function addressOf(source: Source, options: FetchOptions): string {
  return options.baseUrl === undefined
    ? source.url
    : new URL(new URL(source.url).pathname, options.baseUrl).href;
}

/** Null for the expected content; else what was found, and the download is deleted so that the next one starts anew. */
async function foundInstead(part: string, source: Source): Promise<string | null> {
  const judged = judge(part, await readFile(part), source, source.file.endsWith('.gz'));
  if (judged.state === 'good') return null;
  await rm(part);
  return judged.state === 'wrong_hash' ? judged.found : 'no gzip file';
}
