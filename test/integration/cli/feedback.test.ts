import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../../../analysis/index.js';
import { jsonOf, perforch, temporaryFolder, written } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const folder = temporaryFolder();
const TOLD = 'What went wrong';
let study: ScriptedStudy;
let profile: string;

/** The profile with every list in the opposite order: those who fail are asked first. */
function worstFirst(path: string): string {
  const read = JSON.parse(readFileSync(path, 'utf8')) as Profile;
  const contexts = read.contexts.map((context) => ({
    ...context,
    models: context.models.map((model) => ({ ...model, score: -model.score, passRate: 1 - model.passRate })),
  }));
  return written(folder, 'worst-first.json', JSON.stringify({ ...read, contexts }));
}

/** Prompts that fixers got while some problems were solved. */
async function fixPrompts(db: string, ...more: string[]): Promise<string[]> {
  const before = study.server.requests.length;
  const models = join(folder, 'told-models.yaml');
  for (const number of [1, 2, 3, 4]) {
    const args = ['solve', `mini:Python/${number}`, '--profile', profile, '--models', models];
    await jsonOf([...args, '--db', join(folder, db), '--refine', 'off', ...more]);
  }
  const prompts = study.server.requests.slice(before).map(({ prompt }) => prompt ?? '');
  return prompts.filter((prompt) => prompt.includes('does not work correctly'));
}

beforeAll(async () => {
  study = await scriptedStudy(folder, 'told', { languages: ['python'], problems: [1, 2, 3, 4] });
  const db = join(folder, 'told.sqlite');
  expect((await perforch(['run', study.path, '--db', db])).code).toBe(0);
  expect((await perforch(['export', '--db', db, '--out', folder])).code).toBe(0);
  profile = worstFirst(join(folder, 'profile.json'));
});
afterAll(() => study.server.close());

describe('perforch solve', () => {
  it('tells fixers what went wrong with --feedback, and nothing without', async () => {
    const untold = await fixPrompts('untold.sqlite');
    expect(untold.length).toBeGreaterThan(0);
    expect(untold.filter((prompt) => prompt.includes(TOLD))).toEqual([]);
    const told = await fixPrompts('told-too.sqlite', '--feedback');
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((prompt) => !prompt.includes(TOLD))).toEqual([]);
  });
});
