import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadDataset } from '../../../../datasets/index.js';
import { describeDataset } from '../../../../datasets/described.js';
import { loadProgramDataset, programDatasetModule } from '../../../../datasets/program-datasets.js';
import { sha256 } from '../../../../harness/hash.js';
import { functionalRow, row, writeShard, type Row } from './parquet-files.js';

let root: string;
let data: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'perforch-effibench-'));
  data = join(root, 'data', 'effibench-x');
  mkdirSync(data, { recursive: true });
  vi.stubEnv('PERFORCH_HOME', join(root, 'home'));
  vi.stubEnv('PERFORCH_DATA', join(root, 'data'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const shard = (number: number) => join(data, `test-0000${number}-of-00002.parquet`);
const load = () => loadProgramDataset('effibench-x');
async function loadRows(...rows: Row[]) {
  writeShard(shard(0), rows);
  return await load();
}

describe('EffiBench-X from Parquet files', () => {
  it('sets tasks on standard input in five languages, functional ones where there is a runner', async () => {
    const { problems, notSupported } = await loadRows(row(), functionalRow());
    expect(problems.map(({ uid }) => uid)).toEqual([
      ...['Python', 'Java', 'CPP', 'Go'].flatMap((language) => [
        `effibench-x:${language}/aizu_7_seven`,
        `effibench-x:${language}/leetcode_8_eight`,
      ]),
      'effibench-x:Rust/aizu_7_seven',
    ]);
    expect(notSupported.map(({ uid }) => uid)).toEqual(['effibench-x:Rust/leetcode_8_eight']);
  });

  it('reads nested fields, 64-bit limits and known tags', async () => {
    const { problems } = await loadRows(functionalRow());
    expect(problems[3]).toMatchObject({
      kind: 'functional',
      language: 'go',
      canonical: 'seven in golang',
      starterCode: 'frame in golang',
      runner: 'before\n==Code Submission==\nafter in golang',
      publishedLimits: { timeNs: 2_000_000_000, memoryBytes: 1024 },
      categories: ['Hash Table'],
    });
  });

  it('sets a functional task in Rust where the Python runner is known to call the same function', async () => {
    const starter_code = {
      python3: 'class Solution:\n    def addUp(self, nums: List[int]) -> int:\n        ',
      rust: 'impl Solution {\n    pub fn add_up(nums: Vec<i32>) -> i32 {\n        \n    }\n}',
    };
    const { problems, notSupported } = await loadRows(functionalRow({ starter_code }));
    expect(problems.at(-1)).toMatchObject({
      uid: 'effibench-x:Rust/leetcode_8_eight',
      kind: 'functional',
      canonical: null,
      starterCode: starter_code.rust,
      runner: 'before\n==Code Submission==\nafter in python3',
      call: { name: 'add_up', pythonName: 'addUp', parameters: [{ list: 'i32' }], returns: 'i32' },
    });
    expect(notSupported.filter(({ language }) => language === 'rust')).toEqual([]);
  });

  it('says why a functional task can not be set in Rust', async () => {
    const starter_code = { python3: 'class Solution: ...', rust: 'struct MinStack {}' };
    const { notSupported } = await loadRows(functionalRow({ starter_code }));
    expect(notSupported.at(-1)).toEqual({
      uid: 'effibench-x:Rust/leetcode_8_eight',
      language: 'rust',
      reason: 'functional, and its Rust starter code is not one function that returns a value',
    });
  });

  it('gives each task its own tests, over groups of rows and files', async () => {
    const tests = (name: string) => JSON.stringify([{ input: `${name}\n`, output: 'é'.repeat(70_000) }]);
    const named = (id: string) => row({ id, generated_tests: tests(id) });
    writeShard(shard(0), ['1', '2', '3', '4', '5', '6', '7'].map(named), 3);
    writeShard(shard(1), ['8'].map(named));
    const dataset = await loadProgramDataset('effibench-x', { languages: ['python'] });
    expect(dataset.problems.length).toBe(8);
    for (const [at, problem] of dataset.problems.entries()) {
      expect(await dataset.tests(problem)).toEqual([{ input: `${at + 1}\n`, output: 'é'.repeat(70_000) }]);
    }
  });

  it('unpacks a file once, and again where its content is another', async () => {
    const first = await loadRows(row());
    const again = await load();
    expect(again.hash).toBe(first.hash);
    expect(readdirSync(join(root, 'home/datasets/unpacked')).length).toBe(1);
    const other = await loadRows(row({ title: 'Another' }));
    expect(other.problems[0]?.title).toBe('Another');
    expect(other.hash).not.toBe(first.hash);
  });

  it('takes a solution that is null, or an object of nulls, for none', async () => {
    const { problems } = await loadRows(row({ solutions: { cpp: null, golang: { code: null } } }));
    expect(problems.map(({ canonical }) => canonical)).toEqual([null, null, null, null, null]);
  });

  it.each([
    [
      'a limit of 0',
      { time_limit_nanos: 0 },
      /test-00000-of-00002\.parquet: row 1: field "time_limit_nanos": .*\(value: 0\)/,
    ],
    ['another type', { type: 'interactive' }, /row 1: field "type": .*"interactive"/],
    [
      'an evaluator without evaluate',
      { evaluator: 'print(1)' },
      /row 1: field "evaluator": defines no function evaluate/,
    ],
    ['no title', { title: null }, /row 1: field "title"/],
    ['tests that are no JSON', { generated_tests: '[{' }, /row 1: field "generated_tests": no JSON/],
    [
      'a test without output',
      { generated_tests: '[{"input": "1"}]' },
      /row 1: field "generated_tests": field "0\.output"/,
    ],
    ['no tests', { generated_tests: '[]' }, /row 1: field "generated_tests"/],
  ])('names file, row and field of %s', async (_, changes, message) => {
    await expect(loadRows(row(), row({ id: '9', ...changes }))).rejects.toThrow(message);
  });

  it('refuses a task that is there twice', async () => {
    await expect(loadRows(row(), row())).rejects.toThrow(/the task aizu_7_seven is there twice/);
  });

  it('refuses a file that is no Parquet file', async () => {
    writeFileSync(shard(0), 'PAR1 and then nothing');
    await expect(load()).rejects.toThrow(/test-00000-of-00002\.parquet: cannot be read as Parquet/);
  });

  it('leaves a runner without its place, or with two, to nobody', async () => {
    const runners = { python3: 'no place', cpp: '==Code Submission==\n==Code Submission==' };
    const { problems, notSupported } = await loadRows(functionalRow({ test_runners: runners }));
    expect(problems).toEqual([]);
    expect(notSupported.length).toBe(5);
  });
});

describe('EffiBench-X from JSON files', () => {
  it('reads one record a file where there is no Parquet file', async () => {
    writeFileSync(join(data, 'aizu_7_seven.json'), JSON.stringify(row()));
    const dataset = await load();
    expect(dataset.problems.length).toBe(5);
    const [problem] = dataset.problems;
    expect(problem && (await dataset.tests(problem)).length).toBe(2);
  });

  it('is described by its hash, without an address', async () => {
    const record = JSON.stringify(row());
    writeFileSync(join(data, 'aizu_7_seven.json'), record);
    const { files } = await describeDataset('effibench-x');
    expect(files).toEqual([{ file: 'aizu_7_seven.json', url: null, sha256: sha256(record) }]);
  });

  it('names the file of a record that is none', async () => {
    writeFileSync(join(data, 'broken.json'), '[1,');
    await expect(load()).rejects.toThrow(/broken\.json: no record/);
  });
});

describe('EffiBench-X without files', () => {
  it('says how to get them', async () => {
    await expect(load()).rejects.toThrow(/missing: put the public file there, or unset PERFORCH_DATA/);
    expect((await programDatasetModule('effibench-x').inspect())[0]?.state).toBe('missing');
  });

  it('is no dataset of functions', async () => {
    await expect(loadDataset('effibench-x')).rejects.toThrow(/"effibench-x" has whole programs/);
  });
});
