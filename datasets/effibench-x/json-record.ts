import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../../harness/errors.js';
import { messageOf } from '../border.js';
import { parseHeader, parseTests, TESTS_FIELD } from './record.js';
import type { StoredRecord } from './records.js';

/** A record in a file of its own. */
export async function openJsonRecord(path: string): Promise<StoredRecord> {
  const header = parseHeader(basename(path), await read(path));
  const tests = async () => parseTests(basename(path), (await read(path))[TESTS_FIELD]);
  return { header, tests, testCount: async () => (await tests()).length };
}

async function read(path: string): Promise<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
    throw new Error(`its content is ${value === null ? 'null' : typeof value}, not an object`);
  } catch (cause) {
    throw new UserError(`${path}: no record (${messageOf(cause)}): restore the file, or move it elsewhere`, {
      cause,
    });
  }
}
