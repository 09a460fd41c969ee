import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { contentOf, numbers, sweep } from '../../endurance/sweep.js';

const folder = mkdtempSync(join(tmpdir(), 'perforch-resuming-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const KILLS = 10;
/** Which of the sweeps' steps each kill waits for: fixed, spread over the whole study. */
const SEED = 20_261_123;

describe('a sweep that is killed', () => {
  it(`comes to the same cells, answers, programs and verdicts after ${KILLS} kills as without any`, async () => {
    const undisturbed = join(folder, 'undisturbed.sqlite');
    const started = Date.now();
    expect(await sweep(undisturbed, { killAfterMs: null })).toBe(true);
    const duration = Date.now() - started;

    const killed = join(folder, 'killed.sqlite');
    const random = numbers(SEED);
    let kills = 0;
    for (let attempt = 0; kills < KILLS && attempt < 4 * KILLS; attempt++) {
      const killAfterMs = 20 + random.next().value * (duration / KILLS);
      if (await sweep(killed, { killAfterMs })) rmSync(killed, { force: true });
      else kills++;
    }
    expect(kills).toBe(KILLS);
    expect(await sweep(killed, { killAfterMs: null })).toBe(true);
    expect(contentOf(killed)).toEqual(contentOf(undisturbed));
  });

  it('asks for no stored answer again, and judges no stored program again', async () => {
    const database = join(folder, 'twice.sqlite');
    await sweep(database, { killAfterMs: null });
    const before = contentOf(database);
    const steps = new Sqlite(database, { readonly: true })
      .prepare('SELECT * FROM step ORDER BY run_key, position')
      .all();
    await sweep(database, { killAfterMs: null });
    expect(readFileSync(`${database}.log`, 'utf8')).toBe('0');
    expect(contentOf(database)).toEqual(before);
    const after = new Sqlite(database, { readonly: true })
      .prepare('SELECT * FROM step ORDER BY run_key, position')
      .all();
    expect(after).toEqual(steps);
  });
});
