import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadProgramDataset } from '../../../../datasets/program-datasets.js';
import { selectTasks, type TaskSelection } from '../../../../datasets/task-selection.js';
import { tasks, testsJson } from './many-tasks.js';
import { functionalRow, writeShard, type Row } from './parquet-files.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'perforch-selection-'));
  vi.stubEnv('PERFORCH_HOME', join(root, 'home'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

let datasets = 0;

/** What the rule takes of a data set in these files. */
async function selected(...shards: readonly (readonly Row[])[]): Promise<TaskSelection> {
  const data = join(root, `data-${++datasets}`);
  vi.stubEnv('PERFORCH_DATA', data);
  for (const [at, rows] of shards.entries())
    writeShard(join(data, 'effibench-x', `test-0000${at}-of-0000${shards.length}.parquet`), rows, 64);
  return await selectTasks('effibench-x-336', await loadProgramDataset('effibench-x'));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the selection effibench-x-336', () => {
  it('takes the first 336 by the SHA-256 of rule, version and name', async () => {
    const { tasks: taken, hash, leftOut } = await selected(tasks(0, 350));
    const names = Array.from({ length: 350 }, (_, at) => `codechef_${at}_task`);
    const order = new Map(names.map((name) => [name, sha256(`effibench-x-336/1\n${name}`)]));
    const sorted = names.sort((a, b) => ((order.get(a) ?? '') < (order.get(b) ?? '') ? -1 : 1));
    expect(taken).toEqual(sorted.slice(0, 336));
    expect(leftOut).toEqual({ notInAllLanguages: 0, tooFewTests: 0, behind: 14 });
    expect(hash).toBe(sha256(taken.map((name) => `${name}\n`).join('')));
  });

  it('is the same list whatever the order of files and rows', async () => {
    const rows = tasks(0, 350);
    const one = await selected(rows);
    expect(await selected(rows.slice(200), rows.slice(0, 200))).toEqual(one);
    expect(await selected(rows.slice(100, 300), rows.slice(300), rows.slice(0, 100).reverse())).toEqual(one);
  });

  it('changes with added tasks by those alone: they push out the last ones, the others stay in their order', async () => {
    const before = (await selected(tasks(0, 350))).tasks;
    const after = (await selected(tasks(0, 380))).tasks;
    const isNew = (name: string) => Number(name.split('_')[1]) >= 350;
    const added = after.filter(isNew);
    expect(added.length).toBeGreaterThan(0);
    expect(after.filter((name) => !isNew(name))).toEqual(before.slice(0, 336 - added.length));
  });

  it('takes all where there are fewer, and says how many', async () => {
    const { tasks: taken, wanted, of, leftOut } = await selected(tasks(0, 20));
    expect({ taken: taken.length, wanted, of }).toEqual({ taken: 20, wanted: 336, of: 20 });
    expect(leftOut.behind).toBe(0);
  });

  it('leaves out what can not be set in all five languages, and what has too few tests', async () => {
    const {
      tasks: taken,
      of,
      leftOut,
    } = await selected([
      ...tasks(0, 5),
      ...tasks(5, 8, { generated_tests: testsJson(99) }),
      functionalRow({ generated_tests: testsJson(100) }),
    ]);
    expect(taken.length).toBe(5);
    expect(of).toBe(9);
    expect(leftOut).toEqual({ notInAllLanguages: 1, tooFewTests: 3, behind: 0 });
  });

  it('takes a functional task that can be set in all five languages', async () => {
    const starter_code = {
      ...{ cpp: 'frame', golang: 'frame', java: 'frame' },
      python3: 'class Solution:\n    def addUp(self, nums: List[int]) -> int:\n        ',
      rust: 'impl Solution {\n    pub fn add_up(nums: Vec<i32>) -> i32 {\n        \n    }\n}',
    };
    const { tasks: taken } = await selected([
      functionalRow({ starter_code, generated_tests: testsJson(100) }),
    ]);
    expect(taken).toEqual(['leetcode_8_eight']);
  });
});
