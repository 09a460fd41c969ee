import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvaluationRecord } from '../../../harness/evaluation/record.js';
import type { Profile } from '../../../analysis/index.js';
import { jsonOf, perforch, refusal, temporaryFolder } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const folder = temporaryFolder();
const db = join(folder, 'evaluated.sqlite');
const out = join(folder, 'tables');
let study: ScriptedStudy;
let asked: number;
let records: readonly EvaluationRecord[];

const share = (strategy: string, profileFrom: string | null): number => {
  const own = records.filter((record) => record.strategy === strategy && record.profileFrom === profileFrom);
  return own.filter((record) => record.solved).length / own.length;
};

beforeAll(async () => {
  study = await scriptedStudy(folder, 'evaluated', { languages: ['python'], problems: [1, 2, 3, 4, 5, 6] });
  expect((await perforch(['run', study.path, '--db', db])).code).toBe(0);
  expect((await perforch(['export', '--db', db, '--out', folder])).code).toBe(0);
  asked = study.questions();
  const args = ['evaluate', study.path, '--db', db, '--refine', 'off', '--folds', '3', '--out', out];
  const { code, document } = await jsonOf(args);
  expect(code).toBe(0);
  records = document['records'] as readonly EvaluationRecord[];
});
afterAll(() => study.server.close());

describe('perforch evaluate', () => {
  it('asks nobody', () => {
    expect(study.questions()).toBe(asked);
  });

  it('finds of every single model what the study found of its generated programs', () => {
    const profile = JSON.parse(readFileSync(join(folder, 'profile.json'), 'utf8')) as Profile;
    const generated = profile.contexts.find(
      ({ language, stage, category }) => language === 'python' && stage === 'generate' && category === 'all',
    );
    expect(generated?.models).toHaveLength(study.models.length);
    for (const { model, passRate } of generated?.models ?? [])
      expect(share(`single:${model}`, null), model).toBeCloseTo(passRate, 12);
  });

  it('has PerfOrch, with all tests, solve what any of its models solves', () => {
    const solvable = new Set(
      records
        .filter((record) => record.strategy.startsWith('single:') && record.solved)
        .map(({ problemUid }) => problemUid),
    );
    for (const profileFrom of ['all_tasks', 'other_tasks'] as const) {
      const own = records.filter(
        (record) => record.strategy === 'perforch' && record.profileFrom === profileFrom,
      );
      expect(own).toHaveLength(6);
      expect(solvable.size).toBeGreaterThan(0);
      for (const { problemUid, solved } of own) if (solvable.has(problemUid)) expect(solved).toBe(true);
    }
  });

  it('has an oracle solve with one call what any single model solves, and a vote ask three at most', () => {
    const solvedBy = (of: (strategy: string) => boolean): Set<string> =>
      new Set(records.filter(({ strategy, solved }) => of(strategy) && solved).map((one) => one.problemUid));
    expect(solvedBy((id) => id === 'oracle-router')).toEqual(solvedBy((id) => id.startsWith('single:')));
    const calls = (id: string): number[] =>
      records.filter(({ strategy }) => strategy === id).map((record) => record.calls);
    expect(calls('oracle-router')).toEqual([1, 1, 1, 1, 1, 1]);
    expect(calls('majority-of-three')).toHaveLength(12);
    expect(Math.max(...calls('majority-of-three'))).toBe(3);
  });

  it('lets the best constant model ask no oftener than PerfOrch', () => {
    const callsOf = (id: string, { problemUid, profileFrom }: EvaluationRecord): number | undefined =>
      records.find(
        (one) => one.strategy === id && one.problemUid === problemUid && one.profileFrom === profileFrom,
      )?.calls;
    const own = records.filter(({ strategy }) => strategy === 'best-constant-model-same-calls');
    expect(own).toHaveLength(12);
    for (const record of own) expect(record.calls).toBeLessThanOrEqual(callsOf('perforch', record) ?? 0);
  });

  it('writes its tables', () => {
    const csv = readFileSync(join(out, 'evaluation.csv'), 'utf8');
    expect(csv).toMatch(/^strategy,profile,language,solved,/);
    expect(csv).toContain('perforch,other tasks,python,');
  });

  it('refuses a study that this database does not hold', async () => {
    const other = await scriptedStudy(folder, 'other', { languages: ['python'], problems: [7] });
    expect(await refusal(['evaluate', other.path, '--db', db])).toContain('no study');
    await other.server.close();
  });
});
