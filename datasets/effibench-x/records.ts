import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../harness/errors.js';
import { messageOf } from '../border.js';
import type { ProgramTest } from '../program-problem.js';
import { openJsonRecord } from './json-record.js';
import type { RecordHeader } from './record.js';

/** A record whose tests stay on the disk. */
export interface StoredRecord {
  readonly header: RecordHeader;
  tests(): Promise<readonly ProgramTest[]>;
  testCount(): Promise<number>;
}

/** A file of records that is there. */
export interface RecordFile {
  readonly path: string;
  readonly kind: 'parquet' | 'json';
}

/**
 * The files of records in a folder, by name: its Parquet files, or where there is none its JSON files of one record each,
 * as the dataset's own tools unpack them.
 */
export async function recordFiles(folder: string): Promise<readonly RecordFile[]> {
  const names = (await readdir(folder).catch(() => [])).sort();
  const ofKind = (kind: RecordFile['kind']): RecordFile[] =>
    names
      .filter((name) => name.endsWith(`.${kind}`) && !name.startsWith('fetched.'))
      .map((name) => ({ path: join(folder, name), kind }));
  const shards = ofKind('parquet');
  return shards.length > 0 ? shards : ofKind('json');
}

/** The SHA-256 of a file, read in pieces. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
      hash.update(chunk as Buffer);
  } catch (cause) {
    throw new UserError(`${path}: cannot be read (${messageOf(cause)}): restore the file`, { cause });
  }
  return hash.digest('hex');
}

/** The records of a file with this hash, in its order. */
export async function openRecords(
  { path, kind }: RecordFile,
  sha256: string,
): Promise<readonly StoredRecord[]> {
  if (kind === 'json') return [await openJsonRecord(path)];
  // Its reader takes a while to load, and most commands read no Parquet.
  const { openShard } = await import('./shard.js');
  return await openShard(path, sha256);
}
