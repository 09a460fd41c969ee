import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../../../datasets/index.js';
import { loadProgramDataset } from '../../../datasets/program-datasets.js';
import { languageModule } from '../../../harness/languages/index.js';
import { Store } from '../../../harness/store/index.js';
import { chooseStudy } from '../../../harness/study/load-results.js';
import type { EvaluationRecord } from '../../../harness/evaluation/record.js';
import { functionalRow, row } from '../../unit/datasets/effibench-x/parquet-files.js';
import { jsonOf, perforch, temporaryFolder, written, type Ended } from './perforch.js';

const folder = temporaryFolder();
const db = join(folder, 'mixed.sqlite');
const fenced = (code: string): string => `Here it is:\n\n\`\`\`python\n${code}\n\`\`\`\n`;

/** Answers of two models in Python: to a function, a program on standard input, and one that a runner completes. */
async function recordedFile(): Promise<string> {
  const { problems: programs } = await loadProgramDataset('mini-effibench', { languages: ['python'] });
  const { problems: functions } = await loadDataset('mini', { languages: ['python'] });
  const of = (task: number) => {
    const program = programs.find(({ number }) => number === task);
    if (program?.canonical == null) throw new Error(`no task ${task}`);
    const { dataset, taskId, canonical } = program;
    return { record: { dataset, task_id: taskId }, canonical };
  };
  const first = functions.find(({ number }) => number === 1);
  if (first === undefined) throw new Error('no function');
  const [keeper, walk] = [of(1), of(5)];
  const slip = keeper.canonical.replace('min(capacity, len(queue))', 'len(queue)');
  const records = [
    [
      'good',
      { dataset: 'mini', task_id: first.taskId },
      languageModule('python').programOf(first, first.canonicalBody),
    ],
    ['good', keeper.record, keeper.canonical],
    ['good', walk.record, walk.canonical],
    ['poor', keeper.record, slip],
  ] as const;
  const lines = records.map(([model, record, code]) =>
    JSON.stringify({ model, language: 'python', sample: 1, ...record, raw: fenced(code) }),
  );
  const silent = { model: 'poor', language: 'python', sample: 1, ...walk.record, raw: '' };
  return written(folder, 'answers.jsonl', `${[...lines, JSON.stringify(silent)].join('\n')}\n`);
}

function study(name: string, fields: string): string {
  const text = `version: 1\nname: ${name}\nmodels: imported\nmeasure:\n  presets: []\n${fields}`;
  return written(folder, `${name}.yaml`, text);
}

/** Two records of the public data set's form, one of them of a class with several methods. */
function publicRecords(): { readonly env: Readonly<Record<string, string>> } {
  const data = join(folder, 'data');
  mkdirSync(join(data, 'effibench-x'), { recursive: true });
  const starter_code = { python3: 'class MinStack:\n    def __init__(self):\n', rust: 'struct MinStack {}' };
  const records = { io: row(), functional: functionalRow({ starter_code }) };
  for (const [name, record] of Object.entries(records))
    written(join(data, 'effibench-x'), `${name}.json`, JSON.stringify(record));
  return { env: { PERFORCH_DATA: data } };
}

const MIXED = 'datasets: [mini, mini-effibench]\nlanguages: [python]\nproblems: [1, 5]\n';

describe('a study of functions and whole programs', () => {
  let ran: Ended;
  beforeAll(async () => {
    const imported = await perforch(['import', await recordedFile(), '--db', db]);
    expect(imported.stderr).toBe('');
    ran = await perforch(['run', study('mixed', MIXED), '--db', db]);
  });

  it('judges both, whole programs by their tests on standard input', () => {
    const store = new Store(db, { mustExist: true });
    try {
      const cells = store.cells.results(chooseStudy(store, 'mixed').hash);
      const programs = cells
        .filter(({ dataset }) => dataset === 'mini-effibench')
        .map(({ modelId, taskNumber, stage, answerState, verdict }) => [
          ...[modelId, taskNumber, stage, answerState, verdict],
        ]);
      expect(programs).toEqual([
        ['good', 1, 'generate', 'answered', 'passed'],
        ['good', 5, 'generate', 'answered', 'passed'],
        ['poor', 1, 'generate', 'answered', 'wrong_answer'],
        ['poor', 5, 'generate', 'empty', null],
      ]);
      const functions = cells.filter(({ dataset, verdict }) => dataset === 'mini' && verdict !== null);
      expect(functions.map(({ modelId, taskNumber, verdict }) => [modelId, taskNumber, verdict])).toEqual([
        ['good', 1, 'passed'],
      ]);
    } finally {
      store.close();
    }
  });

  it("says that whole programs are fixed and refined from each model's own", () => {
    expect(ran.stderr).toContain(
      'mini-effibench: fix starts from whole programs that failed, refine starts from whole programs that passed, ' +
        "each the model's own; reported apart",
    );
  });

  it('plans one fix or refinement of each program with a verdict, which count as missing where nobody recorded them', async () => {
    const { document } = await jsonOf(['run', join(folder, 'mixed.yaml'), '--db', db]);
    expect(document).toMatchObject({ cells: 16 + 3, state: 'incomplete' });
  });

  it('runs nothing again', async () => {
    const { document } = await jsonOf(['run', join(folder, 'mixed.yaml'), '--db', db]);
    expect(document).toMatchObject({ freshAnswers: 0, freshRuns: 0 });
  });

  it('names what can not be set in a language', async () => {
    const rust = study('rust', 'datasets: [effibench-x]\nlanguages: [rust]\nstages: [generate]\n');
    const { stderr } = await perforch(['run', rust, '--db', db], publicRecords());
    expect(stderr).toContain(
      'not supported: 1 tasks in Rust: functional, and its Rust starter code is not one function that returns a value',
    );
  });

  it('is ranked by one of its data sets alone', async () => {
    const { code, document } = await jsonOf([
      'rank',
      '--db',
      db,
      '--study',
      'mixed',
      '--datasets',
      'mini-effibench',
    ]);
    expect(code).toBe(0);
    const outcomes = document['outcomes'] as { model: string; planned: number }[];
    expect(outcomes.map(({ model, planned }) => [model, planned])).toEqual([
      ['good', 2],
      ['poor', 2],
    ]);
    const { code: refused, stderr } = await perforch(['rank', '--db', db, '--datasets', 'mini-x']);
    expect(refused).toBe(1);
    expect(stderr).toContain('has no problem of "mini-x"');
  });

  it('is what a profile of its other data set is judged by', async () => {
    const args = ['evaluate', join(folder, 'mixed.yaml'), '--db', db, '--refine', 'off', '--ranked-on'];
    const { code, document } = await jsonOf([...args, 'mini']);
    expect(code).toBe(0);
    const records = document['records'] as readonly EvaluationRecord[];
    expect(new Set(records.map(({ dataset }) => dataset))).toEqual(new Set(['mini-effibench']));
    const solved = (strategy: string) => {
      const own = records.filter((record) => record.strategy === strategy);
      return [own[0]?.profileFrom, own.filter((record) => record.solved).length, own.length];
    };
    expect(solved('single:good')).toEqual([null, 2, 2]);
    expect(solved('single:poor')).toEqual([null, 0, 2]);
    expect(solved('perforch')).toEqual(['other_datasets', 2, 2]);
    const { stderr } = await perforch([...args, 'mini,mini-effibench']);
    expect(stderr).toContain('--ranked-on: names all data sets of the study');
  });

  it('is judged again from its bundle, to the same verdicts', async () => {
    const archive = join(folder, 'mixed.tar.gz');
    await perforch(['bundle', join(folder, 'mixed.yaml'), '--db', db, '--out', archive]);
    const again = ['run', '--from', archive, '--fresh-runs', '--db', join(folder, 'again.sqlite')];
    const { document } = await jsonOf(again);
    expect(document).toMatchObject({ cells: 16 + 3, same: 16 + 3, changes: [] });
  });

  it('plans and prices them before anything is sent', async () => {
    const { document } = await jsonOf(['run', join(folder, 'mixed.yaml'), '--db', db, '--dry-run']);
    expect(document).toMatchObject({ cells: 2 * (2 * 3 + 2) + 3, mayFollow: 0 });
  });
});

describe('perforch verify of whole programs', () => {
  it('judges every canonical program', async () => {
    const { code, document } = await jsonOf(['verify', 'mini-effibench', '--languages', 'rust,python']);
    expect(code).toBe(0);
    expect(document).toMatchObject({ unexpected: 0 });
    expect(document['programs']).toHaveLength(12);
    expect(document['notTested']).toEqual([]);
  });

  it('finds a runner that no answer in Rust could be judged by', async () => {
    const data = join(folder, 'broken-runner');
    mkdirSync(join(data, 'effibench-x'), { recursive: true });
    const starter_code = {
      python3: 'class Solution:\n    def addUp(self, nums: List[int]) -> int:\n        ',
      rust: 'impl Solution {\n    pub fn add_up(nums: Vec<i32>) -> i32 {\n    }\n}',
    };
    const test_runners = { python3: '==Code Submission==\nprint(Solution().addUp("no list"))' };
    const record = functionalRow({ starter_code, test_runners });
    written(join(data, 'effibench-x'), 'broken.json', JSON.stringify(record));
    const { document } = await jsonOf(['verify', 'effibench-x', '--languages', 'rust'], {
      env: { PERFORCH_DATA: data },
    });
    const reason = expect.stringMatching(/^the dataset's Python runner hands over other values/) as unknown;
    expect(document['notTested']).toEqual([
      { uid: 'effibench-x:Rust/leetcode_8_eight', language: 'rust', reason },
    ]);
  });

  it('names what was not tested, and why', async () => {
    const { document } = await jsonOf(['verify', 'effibench-x', '--languages', 'rust'], publicRecords());
    expect(document).toMatchObject({
      programs: [],
      notTested: [
        { uid: 'effibench-x:Rust/leetcode_8_eight', reason: /not one function that returns a value/ },
        { uid: 'effibench-x:Rust/aizu_7_seven', reason: /no canonical solution in this language/ },
      ].map(({ uid, reason }): unknown => ({ uid, reason: expect.stringMatching(reason) as unknown })),
    });
  });
});
