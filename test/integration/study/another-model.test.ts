import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Store } from '../../../harness/store/index.js';
import { openDemo, type Demo } from '../../../harness/study/demo.js';
import type { Progress } from '../../../harness/study/progress.js';
import { runStudy } from '../../../harness/study/run.js';
import { openToolbox } from '../../../harness/study/toolbox.js';

const folder = mkdtempSync(join(tmpdir(), 'perforch-another-model-'));
const database = join(folder, 'study.sqlite');
const CELLS_A_MODEL = 2 * 3;
let demo: Demo;

/** Runs the study of these models. */
async function sweep(models: readonly string[]): Promise<Progress> {
  const { input } = demo;
  const store = new Store(database);
  const toolbox = await openToolbox(input.spec.languages);
  const never = new AbortController().signal;
  try {
    const narrowed = {
      ...input,
      spec: { ...input.spec, models: [...models] },
      models: input.models.filter(({ id }) => models.includes(id)),
    };
    const control = { lanes: 2, askLanes: 4, stop: never, abort: never };
    return await runStudy(narrowed, store, toolbox, {
      ...control,
      onNote: () => undefined,
      onProgress: () => undefined,
    });
  } finally {
    store.close();
    await toolbox.close();
  }
}

/** Everything that was ever asked, run and measured, by key. */
function stored(): Record<'answer' | 'run' | 'measurement', Map<unknown, unknown>> {
  const reader = new Sqlite(database, { readonly: true });
  const table = (name: string): Map<unknown, unknown> =>
    new Map(
      reader
        .prepare(`SELECT key, * FROM ${name}`)
        .all()
        .map((row) => [(row as { key: string }).key, row]),
    );
  const tables = { answer: table('answer'), run: table('run'), measurement: table('measurement') };
  reader.close();
  return tables;
}

beforeAll(async () => {
  demo = await openDemo({ languages: ['python'], problems: [2, 4], measure: { presets: ['quick'] } });
});
afterAll(async () => {
  await demo.server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a study with one model more', () => {
  it('asks, runs and measures only what is new', async () => {
    const ids = demo.input.models.map(({ id }) => id);
    const [first = '', second = '', third = ''] = ids;
    await sweep([first, second]);
    const before = stored();
    expect(demo.server.requests).toHaveLength(2 * CELLS_A_MODEL);
    expect(before.measurement.size).toBeGreaterThan(0);

    const progress = await sweep([first, second, third]);
    expect(progress).toMatchObject({ cells: 3 * CELLS_A_MODEL, done: 3 * CELLS_A_MODEL });
    expect(progress.freshAnswers).toBe(CELLS_A_MODEL);
    expect(demo.server.requests.slice(2 * CELLS_A_MODEL).map(({ model }) => model)).toEqual(
      Array.from({ length: CELLS_A_MODEL }, () => third),
    );

    const after = stored();
    for (const table of ['answer', 'run', 'measurement'] as const) {
      for (const [key, row] of before[table]) expect(after[table].get(key)).toEqual(row);
    }
    expect(progress.freshRuns).toBe(after.run.size - before.run.size);
    expect(progress.freshMeasurements).toBe(after.measurement.size - before.measurement.size);
  });

  it('does nothing at all when it is run again', async () => {
    const before = stored();
    const progress = await sweep(demo.input.models.slice(0, 3).map(({ id }) => id));
    expect(progress).toMatchObject({ freshAnswers: 0, freshRuns: 0, freshMeasurements: 0 });
    expect(stored()).toEqual(before);
  });
});
