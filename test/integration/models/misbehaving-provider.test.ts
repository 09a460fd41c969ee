/** Seventeen models at five providers that fail in every way that was seen: nothing lost, nothing asked twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asked } from '../../../harness/study/asking.js';
import type { PlannedCell } from '../../../harness/study/plan.js';
import {
  answerTo,
  startMisbehavingProvider,
  WAYS,
  type MisbehavingProvider,
} from './misbehaving-provider.js';
import { askAll, KEY, modelAt, questionsTo } from './question-run.js';

const MODELS = 17;
const PROBLEMS = 3;
const folder = mkdtempSync(join(tmpdir(), 'perforch-asking-'));
const database = join(folder, 'study.sqlite');
const names = Array.from({ length: MODELS }, (_, n) => `model-${n}`);
/** Asked for by a name that no provider knows. */
const MISNAMED = 'model-3';
/** Asked at a provider that is down all the time. */
const AT_DEAD = ['model-15', 'model-16'];
/** Asked with a wrong key. */
const WRONG_KEY = 'model-14';
/** Asked at a provider that wants money first. */
const UNPAID = 'model-13';
const REFUSED = [MISNAMED, UNPAID, WRONG_KEY, ...AT_DEAD];

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
    await startMisbehavingProvider({ known, key: KEY, refuses: () => 'down' }),
    await startMisbehavingProvider({ known, key: KEY, refuses: () => 'no money' }),
  ];
  const models = names.map((name) => modelAt(name, providers[providerIndex(name)]?.baseUrl ?? ''));
  cells = questionsTo(models, PROBLEMS);
  first = await askAll(database, models, cells);
  second = await askAll(database, models, cells);
});
afterAll(async () => {
  await Promise.all(providers.map((provider) => provider.close()));
  rmSync(folder, { recursive: true });
});

function providerIndex(name: string): number {
  if (AT_DEAD.includes(name)) return 3;
  if (name === UNPAID) return 4;
  return name === WRONG_KEY ? 2 : Number(name.split('-')[1]) % 2;
}

const isHealthy = (name: string): boolean => !REFUSED.includes(name);
const promptOf = (cell: PlannedCell): string =>
  new Sqlite(database, { readonly: true })
    .prepare('SELECT prompt FROM answer WHERE key = ?')
    .pluck()
    .get(cell.answer.key) as string;
const served = () => providers.flatMap((provider) => provider.served);

describe('providers that misbehave', () => {
  it('were seen to misbehave in every way', () => {
    const seen = new Set(served().map(({ behaviour }) => behaviour));
    expect(seen.size).toBe(WAYS);
  });

  it('end with every answer of every model that can be asked, each the right one', () => {
    const healthy = cells
      .map((cell, n) => ({ cell, asked: first[n] }))
      .filter(({ cell }) => isHealthy(cell.model.id));
    expect(healthy.length).toBe((MODELS - REFUSED.length) * PROBLEMS * 5);
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
    expect([...reasons.keys()].sort()).toEqual([...REFUSED].sort());
    expect([...(reasons.get(MISNAMED) ?? [])].join()).toContain('404');
    expect([...(reasons.get(WRONG_KEY) ?? [])].join()).toContain('401');
    expect([...(reasons.get(UNPAID) ?? [])].join()).toContain('exceeded your quota');
    expect([...(reasons.get('model-16') ?? [])].join()).toContain('not asked any more in this run');
  });

  it('that are down are left alone after a few questions', () => {
    const cellsThere = AT_DEAD.length * PROBLEMS * 5;
    const asked = new Set((providers[3]?.served ?? []).map(({ model, prompt }) => model + prompt));
    expect(asked.size).toBeLessThan(cellsThere);
  });

  it('that refuse the key, or want money, are asked three questions in a row and no more by each run', () => {
    for (const provider of [providers[2], providers[4]]) {
      const asked = provider?.served.length ?? 0;
      // Those under way at that moment come to their end.
      expect(asked).toBeLessThanOrEqual(2 * 20);
      expect(asked).toBeGreaterThanOrEqual(2 * 3);
    }
  });

  it('are never asked again for an answer that is stored', () => {
    const answered = noted().filter(({ outcome }) => outcome === 'answered');
    expect(answered.length).toBe((MODELS - REFUSED.length) * PROBLEMS * 5);
    expect(new Set(answered.map(({ key }) => key)).size).toBe(answered.length);
    for (const { baseUrl, request } of answered) {
      const { served } = providers.find((provider) => provider.baseUrl === baseUrl) ?? fail();
      const { model, prompt } = served[request - 1] ?? fail();
      const again = served.slice(request).filter((later) => later.model === model && later.prompt === prompt);
      expect(again).toEqual([]);
    }
    expect(second.filter((asked) => asked.state === 'answered' && asked.fresh)).toEqual([]);
  });

  it('have every request explained in the database', () => {
    const attempts = noted();
    expect(attempts.length).toBeGreaterThanOrEqual(served().length);
    expect(attempts.filter(({ durationMs }) => durationMs === null)).toEqual([]);
    const seen = attempts.filter(({ request }) => request > 0);
    expect(new Set(seen.map(({ baseUrl, request }) => `${baseUrl} ${request}`)).size).toBe(seen.length);
    for (const { baseUrl, request, outcome } of seen) {
      const provider = providers.find((one) => one.baseUrl === baseUrl);
      // Where this machine is busy, a good answer may come too late as well.
      if (outcome !== 'timeout') expect(provider?.served[request - 1]?.outcome).toBe(outcome);
    }
  });
});

interface Noted {
  readonly key: string;
  readonly baseUrl: string;
  readonly outcome: string;
  /** Number that the server gave the request, in its header; 0 where there was none. */
  readonly request: number;
  readonly durationMs: number | null;
}

function noted(): Noted[] {
  const db = new Sqlite(database, { readonly: true });
  const rows = db
    .prepare('SELECT answer_key AS key, outcome, request_id AS id, duration_ms AS durationMs FROM attempt')
    .all() as { key: string; outcome: string; id: string | null; durationMs: number | null }[];
  db.close();
  const models = new Map(cells.map(({ answer, model }) => [answer.key, model.id]));
  return rows.map(({ id, ...row }) => ({
    ...row,
    baseUrl: providers[providerIndex(models.get(row.key) ?? '')]?.baseUrl ?? '',
    request: Number(id?.split('-')[1] ?? 0),
  }));
}

function fail(): never {
  throw new Error('no such request');
}
