import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../../../datasets/index.js';
import type { EvaluationRecord } from '../../../harness/evaluation/record.js';
import { jsonOf, perforch, refusal, temporaryFolder, written } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const folder = temporaryFolder();
/** What recorded programs return, so that their prompts are known by it. */
const WRONG = 'neither right nor forgotten';
const REFINE_OFF = ['--refine', 'off', '--folds', '2'];

async function evaluated(
  study: { readonly path: string },
  db: string,
  more: readonly string[],
): Promise<readonly EvaluationRecord[]> {
  const { code, document } = await jsonOf(['evaluate', study.path, '--db', db, ...REFINE_OFF, ...more]);
  expect(code).toBe(0);
  return document['records'] as readonly EvaluationRecord[];
}

const leftOut = (records: readonly EvaluationRecord[]): number =>
  records.reduce((sum, record) => sum + record.leftOut, 0);

describe('perforch evaluate --ask', () => {
  const db = join(folder, 'live.sqlite');
  let study: ScriptedStudy;
  let stored: readonly EvaluationRecord[];
  let live: readonly EvaluationRecord[];
  let before: number;

  beforeAll(async () => {
    // Nobody was asked to fix anything.
    const narrow = { languages: ['python'], problems: [1, 2, 3, 4, 5, 6], stages: ['generate'] };
    study = await scriptedStudy(folder, 'live', narrow);
    expect((await perforch(['run', study.path, '--db', db])).code).toBe(0);
    stored = await evaluated(study, db, []);
    before = study.server.requests.length;
    live = await evaluated(study, db, ['--ask']);
  });
  afterAll(() => study.server.close());

  it('leaves no step out, where without it some are', () => {
    expect(leftOut(stored)).toBeGreaterThan(0);
    expect(leftOut(live)).toBe(0);
  });

  it('asks nothing twice, whoever wants the answer', () => {
    const asked = study.server.requests
      .slice(before)
      .map(({ model, prompt }) => JSON.stringify([model, prompt]));
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('has all answers in the database afterwards', async () => {
    const asked = study.server.requests.length;
    expect(await evaluated(study, db, [])).toEqual(live);
    expect(study.server.requests).toHaveLength(asked);
  });
});

describe('perforch evaluate --ask with recorded answers', () => {
  const db = join(folder, 'recorded.sqlite');
  let study: ScriptedStudy;
  beforeAll(async () => {
    study = await scriptedStudy(folder, 'recorded', {
      ...{ languages: ['python'], problems: [1, 2], stages: ['generate'], models: 'imported' },
      model_files: [],
    });
    const { problems } = await loadDataset('mini');
    const own = problems.filter(({ language, number }) => language === 'python' && number <= 2);
    const lines = own.map(({ taskId, signature }) => ({
      ...{ model: study.models[0], dataset: 'mini', language: 'python', task_id: taskId },
      ...{ sample: 1, raw: `\`\`\`python\n${signature}\n    return '${WRONG}'\n\`\`\`` },
    }));
    const file = written(folder, 'recorded.jsonl', lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    expect((await perforch(['import', file, '--db', db])).code).toBe(0);
    expect((await perforch(['run', study.path, '--db', db])).code).toBe(0);
  });
  afterAll(() => study.server.close());

  it('asks the model of the same id in a file of models for what nobody recorded, and nothing else', async () => {
    const [id] = study.models;
    const stored = await evaluated(study, db, []);
    expect(leftOut(stored)).toBeGreaterThan(0);
    const live = await evaluated(study, db, ['--ask', '--models', join(folder, 'recorded-models.yaml')]);
    expect(leftOut(live)).toBeLessThan(leftOut(stored));
    const prompts = study.server.requests.map(({ prompt }) => prompt ?? '');
    expect(prompts.length).toBeGreaterThan(0);
    expect(prompts.every((prompt) => prompt.includes(WRONG))).toBe(true);
    expect(study.server.requests.every(({ model }) => model === id)).toBe(true);
  });

  it('refuses where no file knows the model', async () => {
    expect(await refusal(['evaluate', study.path, '--db', db, ...REFINE_OFF, '--ask'])).toMatch(
      /no model of the study can be asked: .*no file of models knows it: name one with --models/,
    );
  });

  it('refuses a budget where nobody is asked', async () => {
    expect(await refusal(['evaluate', study.path, '--db', db, ...REFINE_OFF, '--budget-usd', '1'])).toContain(
      '--budget-usd: nobody is asked: give it with --ask',
    );
  });

  it('refuses a budget for a model of unknown price', async () => {
    const entry = { id: study.models[0], name: 'dear', source: { kind: 'openai' } };
    const source = { ...entry.source, apiName: 'x', baseUrl: 'https://example.com/v1', keyVariable: null };
    const file = written(folder, 'dear.yaml', stringify({ models: [{ ...entry, source }] }));
    const args = ['evaluate', study.path, '--db', db, ...REFINE_OFF, '--ask', '--models', file];
    expect(await refusal([...args, '--budget-usd', '1'])).toContain('the price is not known');
    expect(await refusal(args)).toContain('--accept-unknown-prices');
  });
});
