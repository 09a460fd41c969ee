import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { UserError } from '../../harness/errors.js';
import { perforchHome } from '../../harness/home.js';
import { prepareFolder } from '../../harness/languages/preparing.js';
import { messageOf } from '../border.js';
import { HEADER_FIELDS, parseHeader, parseTests, placeOf, TESTS_FIELD, type RecordHeader } from './record.js';
import { openParquet, rowsOf, type Parquet } from './parquet.js';
import type { StoredRecord } from './records.js';

/** Counted up when what is unpacked, or how, changes. */
const LAYOUT = 2;
const HEADERS = 'headers.jsonl';
/** How many tests each row has. */
const COUNTS = 'test-counts.json';
const counts = z.array(z.int().positive());
const pack = promisify(gzip);
const unpack = promisify(gunzip);

/**
 * The records of a Parquet file. The tests of one row can't be read without all that are packed together with them, which
 * may be hundreds of megabytes: so a file is unpacked once, a file a row, below the harness's own folder.
 */
export async function openShard(path: string, sha256: string): Promise<readonly StoredRecord[]> {
  const folder = join(perforchHome(), 'datasets', 'unpacked', `${sha256}-${LAYOUT}`);
  await prepareFolder(folder, (draft) => unpackInto(draft, path));
  const lines = (await readFile(join(folder, HEADERS), 'utf8')).split('\n').filter((line) => line !== '');
  const testCounts = counts.parse(JSON.parse(await readFile(join(folder, COUNTS), 'utf8')));
  return lines.map((line, row) => {
    const place = placeOf(path, row);
    return {
      header: parseHeader(place, JSON.parse(line)),
      tests: async () => parseTests(place, await readTests(join(folder, testsFile(row)))),
      testCount: () => Promise.resolve(testCounts[row] ?? 0),
    };
  });
}

async function unpackInto(folder: string, path: string): Promise<void> {
  const parquet = await openParquet(path);
  const headers: RecordHeader[] = [];
  for (const { start, end } of parquet.groups) {
    const rows = await rowsOf(parquet, HEADER_FIELDS, start, end);
    headers.push(...rows.map((row, at) => parseHeader(placeOf(path, start + at), row)));
  }
  const testCounts: number[] = [];
  for (const { start, end } of parquet.piecesOf(TESTS_FIELD))
    testCounts.push(...(await unpackTests(folder, parquet, start, end)));
  await writeFile(join(folder, COUNTS), JSON.stringify(testCounts));
  await writeFile(join(folder, HEADERS), headers.map((header) => `${JSON.stringify(header)}\n`).join(''));
}

/** Gives the number of tests of each row. */
async function unpackTests(folder: string, parquet: Parquet, start: number, end: number): Promise<number[]> {
  const rows = await rowsOf(parquet, [TESTS_FIELD], start, end);
  const found: number[] = [];
  for (const [at, row] of rows.entries()) {
    const tests = row[TESTS_FIELD];
    found.push(parseTests(placeOf(parquet.path, start + at), tests).length);
    await writeFile(join(folder, testsFile(start + at)), await pack(String(tests)));
  }
  return found;
}

function testsFile(row: number): string {
  return `${row}.tests.json.gz`;
}

async function readTests(path: string): Promise<string> {
  try {
    return (await unpack(await readFile(path))).toString('utf8');
  } catch (cause) {
    throw new UserError(
      `${path}: cannot be read (${messageOf(cause)}): remove its folder, it is made again`,
      {
        cause,
      },
    );
  }
}
