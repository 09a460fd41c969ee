import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { UserError } from '../../harness/errors.js';
import { messageOf } from '../border.js';
import { programDataset, type RecordsOfFile } from '../effibench-x/load.js';
import { parseHeader, parseTests, TESTS_FIELD } from '../effibench-x/record.js';
import { sha256 } from '../hash.js';
import type { ProgramDatasetModule } from '../program-dataset.js';

const id = 'mini-effibench';
const FOLDER = fileURLToPath(new URL('problems', import.meta.url));

/** The embedded set of programs: small, original tasks of both kinds, so that nothing need be fetched to try the harness. */
export const miniEffibench: ProgramDatasetModule = {
  id,
  title: 'perforch mini programs',
  licence: 'Apache-2.0',
  origin: 'bundled',
  load: async (languages) => programDataset(id, await readProblems(FOLDER), languages),
  inspect: () => Promise.resolve([]),
  sourceFiles: () => Promise.resolve([]),
  fetch: () => Promise.resolve([]),
};

/** Records of the public dataset's schema, one a YAML file; only their tests are a list in place of a text of JSON. */
async function readProblems(folder: string): Promise<RecordsOfFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return await Promise.all(names.map((name) => readProblem(join(folder, name))));
}

async function readProblem(path: string): Promise<RecordsOfFile> {
  const { record, hash } = await readYaml(path);
  const tests = parseTests(path, JSON.stringify(record[TESTS_FIELD]));
  return {
    path,
    sha256: hash,
    records: [
      {
        header: parseHeader(path, record),
        tests: () => Promise.resolve(tests),
        testCount: () => Promise.resolve(tests.length),
      },
    ],
  };
}

async function readYaml(path: string): Promise<{ record: Record<string, unknown>; hash: string }> {
  try {
    const content = await readFile(path, 'utf8');
    return { record: parse(content) as Record<string, unknown>, hash: sha256(content) };
  } catch (cause) {
    throw new UserError(`${path}: cannot be read (${messageOf(cause)}): restore the file`, { cause });
  }
}
