import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvaluationRecord } from '../../../harness/evaluation/record.js';
import { jsonOf, perforch, temporaryFolder } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const folder = temporaryFolder();
const db = join(folder, 'refined.sqlite');
let study: ScriptedStudy;
let records: readonly EvaluationRecord[];

beforeAll(async () => {
  study = await scriptedStudy(folder, 'refined', { languages: ['python'], problems: [1, 2, 3] });
  expect((await perforch(['run', study.path, '--db', db])).code).toBe(0);
  const refining = ['--refine', 'first_improvement', '--improvement', 'any', '--preset', 'quick'];
  const args = ['evaluate', study.path, '--db', db, ...refining, '--folds', '2', '--out', folder];
  const { code, document } = await jsonOf(args);
  expect(code).toBe(0);
  records = document['records'] as readonly EvaluationRecord[];
});
afterAll(() => study.server.close());

describe('perforch evaluate, refining', () => {
  it('has of every accepted program what was measured of it, by every metric', () => {
    const refined = records.filter(({ refinedRatio }) => refinedRatio !== null);
    expect(refined.length).toBeGreaterThan(0);
    for (const { refinement, refinedRatio } of refined) {
      expect(refinement?.executionTime?.ratio).toBe(refinedRatio);
      expect(refinement?.maxMemory?.ratio).toBeGreaterThan(0);
    }
    for (const { refinement, refinedRatio } of records)
      expect(refinement === null).toBe(refinedRatio === null);
  });

  it('writes how much faster the programs are', () => {
    expect(readFileSync(join(folder, 'evaluation-speed.csv'), 'utf8')).toContain(
      'perforch,other tasks,python,3,',
    );
  });

  it('shows none of the figures of the paper, as it is about other problems', () => {
    expect(() => readFileSync(join(folder, 'evaluation-paper.csv'), 'utf8')).toThrow('ENOENT');
  });
});
