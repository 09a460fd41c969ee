import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPlain, jsonOf, perforch, refusal, temporaryFolder } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const folder = temporaryFolder();
const db = join(folder, 'profile.sqlite');
let study: ScriptedStudy;
let common: string[];

beforeAll(async () => {
  study = await scriptedStudy(folder, 'profiled', { languages: ['python', 'go'], problems: [1, 2, 3, 4] });
  common = ['--study', study.path, '--problems', '3', '--db', db];
});
afterAll(() => study.server.close());

const newcomer = () => [
  'profile',
  'newcomer',
  '--base-url',
  study.server.baseUrl,
  '--api-name',
  'scripted-systems',
];
const CELLS = 2 * 3 * 3;

describe('perforch profile', () => {
  it('asks a new model alone, and says that there is nobody to compare it with', async () => {
    const { code, stdout, stderr } = await perforch([...newcomer(), ...common]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Profile of newcomer: the first 3 of 4 tasks of mini, python, go; generate, fix, refine',
    );
    expect(stdout).toMatch(/^ {2}newcomer {2}go +generate +100\.00 % +43\.85 % +100\.00 % +3 +3 /m);
    expect(stdout).toContain('nobody to compare with');
    expect(stdout).not.toContain('Ranking');
    expect(stdout).toContain(study.models.join(', '));
    expectPlain(stdout + stderr);
    expect(study.questions()).toBe(CELLS);
    expect(new Set(study.server.requests.map(({ model }) => model))).toEqual(new Set(['scripted-systems']));
  });

  it('places it beside those who have answered the same questions, whom it does not ask', async () => {
    const first = await perforch(['profile', 'scripted-novice', ...common]);
    expect(first.code).toBe(0);
    expect(study.questions()).toBe(2 * CELLS);
    const { code, document } = await jsonOf([...newcomer(), ...common]);
    expect(code).toBe(0);
    expect(study.questions()).toBe(2 * CELLS);
    expect(document).toMatchObject({
      model: 'newcomer',
      state: 'complete',
      tasks: 3,
      tasksOfStudy: 4,
      cells: 2 * CELLS,
      done: 2 * CELLS,
      freshAnswers: 0,
      withoutAnswers: study.models.filter((model) => model !== 'scripted-novice'),
    });
    const places = document['places'] as Record<string, unknown>[];
    expect(places).toHaveLength(3 * 3);
    expect(places.find(({ language, stage }) => language === 'go' && stage === 'generate')).toMatchObject({
      rank: 1,
      of: 2,
      n: 3,
      N: 3,
      models: [
        { model: 'newcomer', rank: 1, passRate: 1 },
        { model: 'scripted-novice', rank: 2, passRate: 0 },
      ],
      leftOut: [],
    });
  });

  it('refuses options that make no sense, before it asks', async () => {
    const before = study.questions();
    expect(await refusal(['profile', 'new', '--api-name', 'x', '--db', db])).toContain(
      '--api-name: needs --base-url',
    );
    expect(
      await refusal(['profile', 'new', '--base-url', 'nowhere', '--dataset', 'mini', '--db', db]),
    ).toContain('--base-url: must be an http(s) address');
    expect(
      await refusal([
        'profile',
        'Not/An-Id',
        '--base-url',
        'http://127.0.0.1:1/v1',
        '--dataset',
        'mini',
        '--db',
        db,
      ]),
    ).toContain('MODEL: must be lower-case letters');
    expect(await refusal(['profile', 'nobody', '--dataset', 'mini', '--db', db])).toContain('--base-url');
    expect(study.questions()).toBe(before);
  });
});
