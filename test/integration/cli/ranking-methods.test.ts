import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ProfileSchema, RANKING_METHODS } from '../../../analysis/index.js';
import { jsonOf, perforch, refusal, temporaryFolder } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const METHODS = Object.keys(RANKING_METHODS);
const folder = temporaryFolder();
const db = join(folder, 'methods.sqlite');
let study: ScriptedStudy;

beforeAll(async () => {
  study = await scriptedStudy(folder, 'methods', { languages: ['python'], problems: [1, 2, 3, 4] });
  expect((await perforch(['run', study.path, '--db', db])).code).toBe(0);
});
afterAll(() => study.server.close());

describe.each(METHODS)('--method %s', (method) => {
  it('of rank gives a document that names it, with scores by it', async () => {
    const { code, document } = await jsonOf(['rank', '--db', db, '--method', method]);
    expect(code).toBe(0);
    expect(document['method']).toBe(method);
    expect(document['rankings']).not.toEqual([]);
  });

  it('of export gives a profile that names it, and how it combines categories', async () => {
    const out = join(folder, method);
    expect((await perforch(['export', '--db', db, '--method', method, '--out', out])).code).toBe(0);
    const profile = ProfileSchema.parse(JSON.parse(readFileSync(join(out, 'profile.json'), 'utf8')));
    expect(profile.provenance.method).toBe(method);
    expect(profile.rules.severalCategories).toBe(RANKING_METHODS[method]?.severalCategories);
  });
});

describe('--method', () => {
  it.each([['rank'], ['export', '--out', join(folder, 'never')]])(
    'of %s refuses an unknown one by name, with those that there are',
    async (...command) => {
      const line = await refusal([...command, '--db', db, '--method', 'best']);
      expect(line).toContain('"best"');
      for (const method of METHODS) expect(line).toContain(method);
    },
  );
});
