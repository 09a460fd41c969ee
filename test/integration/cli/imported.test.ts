import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ProfileSchema } from '../../../analysis/index.js';
import { loadDataset } from '../../../datasets/index.js';
import { languageModule } from '../../../harness/languages/index.js';
import { expectPlain, jsonOf, perforch, temporaryFolder, written, type Ended } from './perforch.js';

const folder = temporaryFolder();
const db = join(folder, 'imported.sqlite');

/** Answers of two models to tasks 4 and 6 in Python; `partial` has none for task 6, and fails task 4. */
async function recordedFile(): Promise<string> {
  const { problems } = await loadDataset('mini', { languages: ['python'] });
  const records = problems
    .filter(({ number }) => number === 4 || number === 6)
    .flatMap((problem) => {
      const { taskId, number, canonicalBody, buggyBody } = problem;
      const raw = (body: string): string =>
        `Here it is:\n\n\`\`\`python\n${languageModule('python').programOf(problem, body)}\n\`\`\`\n`;
      const record = { dataset: 'mini', language: 'python', task_id: taskId, sample: 1 };
      const full = { ...record, model: 'full', raw: raw(canonicalBody) };
      return number === 4 ? [full, { ...record, model: 'partial', raw: raw(buggyBody ?? '') }] : [full];
    });
  return written(folder, 'answers.jsonl', records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}

function filesOf(out: string): Map<string, string> {
  const names = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(out.length), readFileSync(path, 'utf8')]),
  );
}

describe('a study of imported answers', () => {
  let imported: Ended;
  let ran: Ended;
  beforeAll(async () => {
    imported = await perforch(['import', await recordedFile(), '--db', db]);
    const study = written(
      folder,
      'recorded.yaml',
      'version: 1\nname: recorded\ndatasets: [mini]\nlanguages: [python]\nstages: [generate]\nproblems: [4, 6]\nmodels: imported\n',
    );
    ran = await perforch(['run', study, '--db', db]);
  });

  it('counts what was imported', () => {
    expect(imported.code).toBe(0);
    expect(imported.stdout).toContain('3 read, 3 added, 0 there already');
  });

  it('leaves what nobody recorded missing, and says so', () => {
    expect(ran.code).toBe(3);
    expect(ran.stdout).toContain('3/4 cells, 2 passed, 1 missing');
    expect(ran.stderr).toMatch(/^1 missing: no recorded answer$/m);
    expectPlain(ran.stdout + ran.stderr);
  });

  it('is ranked on what both models have', async () => {
    const { code, stdout, stderr } = await perforch(['rank', '--db', db]);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout.indexOf('full')).toBeGreaterThan(0);
    expect(stdout.indexOf('full')).toBeLessThan(stdout.indexOf('partial'));
    expectPlain(stdout);
  });

  it('is exported as the same bytes in every time zone and locale', async () => {
    const surroundings = [{}, { TZ: 'Asia/Tokyo' }, { LC_ALL: 'C', LANG: 'C', TZ: 'America/New_York' }];
    const exports: Map<string, string>[] = [];
    for (const [index, env] of surroundings.entries()) {
      const out = join(folder, `out-${index}`);
      const { code, document } = await jsonOf(['export', '--db', db, '--out', out], { env });
      expect(code).toBe(0);
      expect(document['files']).toHaveLength(filesOf(out).size);
      exports.push(filesOf(out));
    }
    expect([...(exports[0]?.keys() ?? [])]).toContain('/tables/ranking-all-generate.csv');
    expect(exports[1]).toEqual(exports[0]);
    expect(exports[2]).toEqual(exports[0]);
    const profile = ProfileSchema.parse(JSON.parse(exports[0]?.get('/profile.json') ?? ''));
    expect(profile.models.map(({ id }) => id)).toEqual(['full', 'partial']);
  });
});
