/** Seventeen models at four providers that fail in every way that was seen: nothing lost, nothing asked twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnswerSource, ModelSpec } from '../../../harness/models/contract.js';
import { openOpenAiSource } from '../../../harness/models/openai.js';
import { Providers } from '../../../harness/models/provider/providers.js';
import { Store } from '../../../harness/store/index.js';
import { Asking, type Asked } from '../../../harness/study/asking.js';
import { planCells, type PlannedCell } from '../../../harness/study/plan.js';
import { parseStudy } from '../../../harness/study/spec.js';
import { madeUpProblems } from '../../unit/models/problems.js';
import { answerTo, startMisbehavingProvider, type MisbehavingProvider } from './misbehaving-provider.js';

const MODELS = 17;
const PROBLEMS = 3;
const KEY = 'the-right-key';
const folder = mkdtempSync(join(tmpdir(), 'perforch-asking-'));
const database = join(folder, 'study.sqlite');
const names = Array.from({ length: MODELS }, (_, n) => `model-${n}`);
/** Asked for by a name that no provider knows. */
const MISNAMED = 'model-3';
/** Asked at a provider that is down all the time. */
const AT_DEAD = ['model-15', 'model-16'];
/** Asked with a wrong key. */
const WRONG_KEY = 'model-14';

let providers: MisbehavingProvider[];
let cells: PlannedCell[];
let first: Asked[];
let second: Asked[];

beforeAll(async () => {
  const known = names.filter((name) => name !== MISNAMED);
  providers = [
    await startMisbehavingProvider({ known, key: KEY }),
    await startMisbehavingProvider({ known, key: KEY }),
    await startMisbehavingProvider({ known, key: 'another-key' }),
    await startMisbehavingProvider({ known, key: KEY, dead: true }),
  ];
  const spec = parseStudy(
    'version: 1\nname: s\ndatasets: [mini]\nmodels: [m]\nstages: [generate]\n',
    's.yaml',
  );
  const models = names.map(modelOf);
  cells = planCells(spec, madeUpProblems(PROBLEMS), models);
  first = await askAll(models);
  second = await askAll(models);
});
afterAll(async () => {
  await Promise.all(providers.map((provider) => provider.close()));
  rmSync(folder, { recursive: true });
});

const providerIndex = (name: string): number =>
  AT_DEAD.includes(name) ? 3 : name === WRONG_KEY ? 2 : Number(name.split('-')[1]) % 2;

function modelOf(name: string): ModelSpec {
  const baseUrl = providers[providerIndex(name)]?.baseUrl ?? '';
  return {
    id: name,
    name,
    provenance: '[D] test',
    source: { kind: 'openai', apiName: name, baseUrl, keyVariable: 'KEY' },
    price: null,
    parameters: {},
    scripted: false,
  };
}

/** One run of a harness: asks for every cell once, in a store that is opened for it. */
async function askAll(models: readonly ModelSpec[]): Promise<Asked[]> {
  const quick = { firstWaitMs: 5, longestWaitMs: 20, attempts: 12, timeoutMs: 6_000, env: { KEY } };
  const sources = new Map<string, AnswerSource>(
    models.map((model) => [model.id, openOpenAiSource(model, quick)]),
  );
  const never = new AbortController().signal;
  const store = new Store(database);
  for (const model of models) store.studies.addModel(model);
  for (const { problem } of cells) store.studies.addProblem(problem);
  const pacing = new Providers(new Map(), 20, undefined, { failures: 3, firstPauseMs: 20, probes: 2 });
  const asking = new Asking(store, sources, { parameters: {}, providers: pacing, stop: never, abort: never });
  const asked = await Promise.all(cells.map((cell) => asking.answered(cell, () => Promise.resolve(null))));
  store.close();
  return asked;
}

const isHealthy = (name: string): boolean => ![MISNAMED, WRONG_KEY, ...AT_DEAD].includes(name);
const promptOf = (cell: PlannedCell): string =>
  new Sqlite(database, { readonly: true })
    .prepare('SELECT prompt FROM answer WHERE key = ?')
    .pluck()
    .get(cell.answer.key) as string;
const served = () => providers.flatMap((provider) => provider.served);

describe('providers that misbehave', () => {
  it('were seen to misbehave in every way', () => {
    const seen = new Set(served().map(({ behaviour }) => behaviour));
    expect(seen.size).toBe(13 + 3);
  });

  it('end with every answer of every model that can be asked, each the right one', () => {
    const healthy = cells
      .map((cell, n) => ({ cell, asked: first[n] }))
      .filter(({ cell }) => isHealthy(cell.model.id));
    expect(healthy.length).toBe((MODELS - 4) * PROBLEMS * 5);
    for (const { cell, asked } of healthy) {
      expect(asked).toMatchObject({
        state: 'answered',
        answer: { raw: answerTo(cell.model.id, promptOf(cell)) },
      });
    }
  });

  it('leave the cells of a model that cannot be asked missing, and say why', () => {
    const reasons = new Map<string, Set<string>>();
    cells.forEach(({ model }, n) => {
      const asked = first[n];
      if (asked?.state !== 'missing') return;
      reasons.set(model.id, (reasons.get(model.id) ?? new Set()).add(asked.reason));
    });
    expect([...reasons.keys()].sort()).toEqual([MISNAMED, WRONG_KEY, ...AT_DEAD].sort());
    expect([...(reasons.get(MISNAMED) ?? [])].join()).toContain('404');
    expect([...(reasons.get(WRONG_KEY) ?? [])].join()).toContain('401');
    expect([...(reasons.get('model-16') ?? [])].join()).toContain('not asked any more in this run');
  });

  it('that are down are left alone after a few questions', () => {
    const cellsThere = AT_DEAD.length * PROBLEMS * 5;
    const asked = new Set((providers[3]?.served ?? []).map(({ model, prompt }) => model + prompt));
    expect(asked.size).toBeLessThan(cellsThere);
  });

  it('are never asked again for what they answered', () => {
    const answers = new Map<string, number>();
    for (const { model, prompt, answered } of served()) {
      if (answered) answers.set(model + prompt, (answers.get(model + prompt) ?? 0) + 1);
    }
    expect(answers.size).toBe((MODELS - 4) * PROBLEMS * 5);
    expect([...answers.values()].filter((count) => count !== 1)).toEqual([]);
    expect(second.filter((asked) => asked.state === 'answered' && asked.fresh)).toEqual([]);
  });

  it('have every request explained in the database', () => {
    const db = new Sqlite(database, { readonly: true });
    const attempts = db.prepare('SELECT outcome, count(*) AS count FROM attempt GROUP BY outcome').all();
    const total = served().length;
    const answered = served().filter((request) => request.answered).length;
    expect(attempts).toEqual([
      { outcome: 'answered', count: answered },
      { outcome: 'failed', count: total - answered },
    ]);
  });
});
