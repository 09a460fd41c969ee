import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'perforch-resuming-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KILLS = 10;
/** Which of the sweeps' steps each kill waits for: fixed, spread over the whole study. */
const SEED = 20_261_123;

/** Runs the sweep; kills it after `killAfterMs` of work when given. Resolves with whether it came to its end. */
function sweep(database: string, killAfterMs: number | null): Promise<boolean> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'test/integration/study/sweep-process.ts', database, `${database}.log`],
    { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
  );
  let timer: NodeJS.Timeout | undefined;
  child.stdout.once('data', () => {
    if (killAfterMs === null) return;
    timer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  });
  child.stdout.resume();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      if (code !== 0 && code !== null) reject(new Error(`the sweep ended with ${code}`));
      else resolve(code === 0);
    });
  });
}

/** Everything that a study comes to, without times and measurements. */
function content(database: string): unknown {
  const db = new Sqlite(database, { readonly: true });
  try {
    return {
      cells: db
        .prepare(
          `SELECT cell.model_id, cell.problem_uid, cell.stage, cell.sample, cell.answer_key, cell.extraction,
                  cell.program_hash, cell.run_key, cell.reference_run_key, answer.raw, answer.state, run.verdict
           FROM cell LEFT JOIN answer ON answer.key = cell.answer_key LEFT JOIN run ON run.key = cell.run_key
           ORDER BY cell.model_id, cell.problem_uid, cell.stage, cell.sample`,
        )
        .all(),
      programs: db.prepare('SELECT hash, language, source FROM program ORDER BY hash').all(),
      runs: db.prepare('SELECT key, program_hash, verdict FROM run ORDER BY key').all(),
      measurements: db.prepare('SELECT key, program_hash, state FROM measurement ORDER BY key').all(),
      steps: db
        .prepare('SELECT run_key, position, name, phase, channel FROM step ORDER BY run_key, position')
        .all(),
    };
  } finally {
    db.close();
  }
}

/** Numbers in [0, 1) that are the same in every run (a linear congruential generator). */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

describe('a sweep that is killed', () => {
  it(`comes to the same cells, answers, programs and verdicts after ${KILLS} kills as without any`, async () => {
    const undisturbed = join(folder, 'undisturbed.sqlite');
    const started = Date.now();
    expect(await sweep(undisturbed, null)).toBe(true);
    const duration = Date.now() - started;

    const killed = join(folder, 'killed.sqlite');
    const random = numbers(SEED);
    let kills = 0;
    for (let attempt = 0; kills < KILLS && attempt < 4 * KILLS; attempt++) {
      const killAfterMs = 20 + random.next().value * (duration / KILLS);
      if (await sweep(killed, killAfterMs)) rmSync(killed, { force: true });
      else kills++;
    }
    expect(kills).toBe(KILLS);
    expect(await sweep(killed, null)).toBe(true);
    expect(content(killed)).toEqual(content(undisturbed));
  });

  it('asks for no stored answer again, and judges no stored program again', async () => {
    const database = join(folder, 'twice.sqlite');
    await sweep(database, null);
    const before = content(database);
    const steps = new Sqlite(database, { readonly: true })
      .prepare('SELECT * FROM step ORDER BY run_key, position')
      .all();
    await sweep(database, null);
    expect(readFileSync(`${database}.log`, 'utf8')).toBe('0');
    expect(content(database)).toEqual(before);
    const after = new Sqlite(database, { readonly: true })
      .prepare('SELECT * FROM step ORDER BY run_key, position')
      .all();
    expect(after).toEqual(steps);
  });
});
