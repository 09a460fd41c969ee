import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { afterAll, describe, expect, it } from 'vitest';
import { jsonOf, perforch, refusal, temporaryFolder, written } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const folder = temporaryFolder();
const opened: ScriptedStudy[] = [];
afterAll(() => Promise.all(opened.map(({ server }) => server.close())));

const PRICE = { inputUsdPerMTok: 10, outputUsdPerMTok: 50, priceSource: 'made up' };
const LANES = 4;

/** A study of the scripted models, all of one price. */
async function pricedStudy(name: string, budget: object = {}): Promise<ScriptedStudy> {
  const fields = { languages: ['python'], stages: ['generate', 'fix'], problems: [4, 6, 8] };
  const study = await scriptedStudy(folder, name, fields);
  opened.push(study);
  const prices = Object.fromEntries(study.models.map((id) => [id, PRICE]));
  const file = parse(readFileSync(study.path, 'utf8')) as object;
  written(folder, `${name}.yaml`, stringify({ ...file, budget: { prices, ...budget } }));
  return study;
}

/** The same of models that are elsewhere, where nobody may be asked. */
async function foreignStudy(name: string): Promise<string> {
  const study = await scriptedStudy(folder, name, { languages: ['python'], problems: [4] });
  opened.push(study);
  const models = study.models.map((id) => ({
    id,
    name: id,
    source: { kind: 'openai', apiName: id, baseUrl: 'https://nobody.invalid/v1', keyVariable: null },
  }));
  written(folder, `${name}-models.yaml`, stringify({ models }));
  return study.path;
}

describe('run --dry-run', () => {
  it('asks nobody, makes no database, needs no key, and marks its figures as estimates', async () => {
    const study = await pricedStudy('dry');
    const db = join(folder, 'dry.sqlite');
    const { code, stdout } = await perforch(['run', study.path, '--db', db, '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'Nothing was asked, run or stored. All figures but the counts of cells are estimates.',
    );
    expect(stdout).toMatch(/Machine: .* of judging and measuring/);
    expect(study.questions()).toBe(0);
    expect(existsSync(db)).toBe(false);
  });

  it('leaves a database as it is, and counts what is in it', async () => {
    const study = await pricedStudy('again');
    const db = join(folder, 'again.sqlite');
    await perforch(['run', study.path, '--db', db]);
    const asked = study.questions();
    const before = readFileSync(db);
    const { document } = await jsonOf(['run', study.path, '--db', db, '--dry-run']);
    expect(document).toMatchObject({ estimate: true, cells: asked, answered: asked, toAsk: 0, usd: 0 });
    expect(document['spentUsd']).toBeGreaterThan(0);
    expect(readFileSync(db)).toEqual(before);
    expect(study.questions()).toBe(asked);
  });
});

describe('a budget', () => {
  it('stops asking when it is spent, and with a larger one the same study is finished', async () => {
    const study = await pricedStudy('budget', { usd: 0.02 });
    const db = join(folder, 'budget.sqlite');
    const args = ['run', study.path, '--db', db, '--ask-lanes', String(LANES)];
    const cells = 3 * 2 * study.models.length;

    const first = await jsonOf(args);
    expect(first.code).toBe(3);
    expect(first.stderr).toContain('missing: the budget of the study, 0.02 USD, is spent: raise it to go on');
    const spent = first.document['cost'] as { usd: number; answers: number };
    expect(spent.answers).toBe(study.questions());
    expect(spent.usd).toBeGreaterThanOrEqual(0.02);
    expect(study.questions()).toBeLessThan(cells);

    const second = await jsonOf([...args, '--budget-usd', '5']);
    expect(second.code).toBe(0);
    expect(second.document).toMatchObject({ state: 'complete', cells, done: cells });
    expect(study.questions()).toBe(cells);
    expect((second.document['study'] as { hash: string }).hash).toBe(
      (first.document['study'] as { hash: string }).hash,
    );
  });

  it('of one model stops that model alone', async () => {
    const study = await pricedStudy('one-model');
    const [limited = ''] = study.models;
    const db = join(folder, 'one-model.sqlite');
    const { code, stderr } = await perforch([
      'run',
      study.path,
      '--db',
      db,
      '--budget-model',
      `${limited}=0`,
    ]);
    expect(code).toBe(3);
    expect(stderr).toContain(`6 missing: the budget of ${limited}, 0 USD, is spent`);
    expect(study.questions()).toBe(6 * (study.models.length - 1));
  });

  it('that is no sum of money is refused', async () => {
    expect(await refusal(['run', 'x.yaml', '--budget-usd', 'much'])).toBe(
      '--budget-usd: got "much": give a sum in USD, such as 2.50',
    );
  });

  it('of a model that the study has not is refused', async () => {
    const study = await pricedStudy('stranger');
    const args = ['run', study.path, '--db', join(folder, 's.sqlite'), '--budget-model', 'nobody=1'];
    expect(await refusal(args)).toContain('budget.models.nobody: the study has no such model');
  });
});

describe('a model whose price is not known', () => {
  it('is refused where nobody can be asked, with the ways out', async () => {
    const path = await foreignStudy('foreign');
    const line = await refusal(['run', path, '--db', join(folder, 'foreign.sqlite')]);
    expect(line).toContain('the price is not known: set price and priceSource in its file of models');
    expect(line).toContain('--accept-unknown-prices');
  });

  it('is refused with a budget, whatever was accepted', async () => {
    const path = await foreignStudy('foreign-budget');
    const args = [
      'run',
      path,
      '--db',
      join(folder, 'f.sqlite'),
      '--accept-unknown-prices',
      '--budget-usd',
      '1',
    ];
    expect(await refusal(args)).toContain('the price is not known, so that the budget could not be kept');
  });
});

describe('perforch status', () => {
  it('shows what each model has cost', async () => {
    const study = await pricedStudy('status');
    const db = join(folder, 'status.sqlite');
    const ran = await jsonOf(['run', study.path, '--db', db]);
    const { document } = await jsonOf(['status', '--db', db]);
    const { usd } = ran.document['cost'] as { usd: number };
    const rows = document['rows'] as { costUsd: number }[];
    expect(document['cost']).toMatchObject({ usd });
    expect(rows.reduce((sum, { costUsd }) => sum + costUsd, 0)).toBeCloseTo(usd, 12);
    expect((await perforch(['status', '--db', db])).stdout).toMatch(/^cost: \d+\.\d+ USD$/m);
  });
});

describe('perforch studies', () => {
  it('lists the study of the paper', async () => {
    const { document } = await jsonOf(['studies']);
    expect(document['studies']).toMatchObject([
      { name: 'paper', datasets: ['humanevalpack'], samples: 1 },
      { name: 'paper-evaluation', datasets: ['humanevalpack', 'effibench-x'], samples: 1 },
    ]);
  });
});
