import { basename } from 'node:path';
import { UserError } from '../../harness/errors.js';
import { combinedHash } from '../hash.js';
import { LANGUAGES, type Language } from '../problem.js';
import type { ProgramDataset } from '../program-dataset.js';
import type { NotSupported, ProgramProblem } from '../program-problem.js';
import { isSupported, problemOf, taskOf } from './problems.js';
import type { StoredRecord } from './records.js';

/** One file's records, as `programDataset` takes them. */
export interface RecordsOfFile {
  readonly path: string;
  readonly sha256: string;
  readonly records: readonly StoredRecord[];
}

/** Records in this schema as a dataset. */
export function programDataset(
  id: string,
  files: readonly RecordsOfFile[],
  languages: readonly Language[],
): ProgramDataset {
  const byTask = new Map<string, StoredRecord>();
  for (const { path, records } of files) {
    for (const record of records) {
      const task = taskOf(record.header);
      if (byTask.has(task))
        throw new UserError(`${basename(path)}: the task ${task} is there twice: remove one`);
      byTask.set(task, record);
    }
  }
  const all = LANGUAGES.filter((language) => languages.includes(language)).flatMap((language) =>
    [...byTask.values()].map(({ header }, index) => problemOf(id, header, index + 1, language)),
  );
  return {
    id,
    problems: all.filter(isSupported),
    notSupported: all.filter((problem): problem is NotSupported => !isSupported(problem)),
    taskCount: byTask.size,
    hash: combinedHash(files.map(({ sha256 }) => sha256)),
    tests: async (problem) => await recordOf(id, byTask, problem).tests(),
    testCount: async (problem) => await recordOf(id, byTask, problem).testCount(),
  };
}

function recordOf(
  id: string,
  byTask: ReadonlyMap<string, StoredRecord>,
  problem: ProgramProblem,
): StoredRecord {
  const record = problem.dataset === id ? byTask.get(problem.task) : undefined;
  if (record === undefined) throw new Error(`${problem.uid} is not of the dataset ${id} as it was loaded`);
  return record;
}
