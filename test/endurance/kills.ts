/**
 * Kills a harness with SIGKILL at random moments of a study, and looks after each kill whether the database is whole, and
 * what is left on the machine a minute later and after the next start. In the end the study must have come to what it
 * comes to undisturbed. Needs root.
 *
 *   npx tsx test/endurance/kills.ts [--kills 200] [--sandbox bubblewrap] [--measure]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { enterOwnNamespace, note } from './own-namespace.js';
import { beyond, residue, type Residue } from './residue.js';
import { contentOf, faultsOf, numbers, sweep } from './sweep.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    sandbox: { type: 'string' },
    measure: { type: 'boolean', default: false },
    seed: { type: 'string', default: '20261123' },
  },
});
enterOwnNamespace();
const wanted = Number(values.kills);
const { sandbox } = values;
const narrow = {
  problems: [2, 4, 6, 8],
  ...(values.measure ? { languages: ['python', 'cpp'] } : { measure: { presets: [] } }),
};
const MINUTE_MS = 60_000;

/** What the next start removes: nobody is there to do it before. A container that was never started runs nothing. */
const isForNextStart = (item: string): boolean => /^(folders:|cgroups:|containers: created )/.test(item);

/** How long it took until nothing but that was left, or what still is after a minute. */
async function settle(before: Residue): Promise<{ afterMs: number; left: string[] }> {
  const started = performance.now();
  for (;;) {
    const left = beyond(before, await residue());
    const afterMs = performance.now() - started;
    if (left.every(isForNextStart) || afterMs > MINUTE_MS) return { afterMs, left };
    await sleep(10);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'perforch-kills-'));
const before = await residue();
const problems: string[] = [];
const undisturbed = join(folder, 'undisturbed.sqlite');
const started = performance.now();
if (!(await sweep(undisturbed, { killAfterMs: null, narrow, sandbox })))
  throw new Error('the sweep was killed');
const duration = performance.now() - started;

const database = join(folder, 'killed.sqlite');
const random = numbers(Number(values.seed));
const waits: number[] = [];
let forNextStart = 0;
let sweeps = 0;
while (waits.length < wanted) {
  // A tenth of the study at most, so that one study is killed many times, in all of its parts.
  const killAfterMs = random.next().value * (duration / 10);
  if (await sweep(database, { killAfterMs, narrow, sandbox })) {
    sweeps++;
    if (!isDeepStrictEqual(contentOf(database), contentOf(undisturbed)))
      problems.push(`study ${sweeps} differs`);
    for (const suffix of ['', '-wal', '-shm']) rmSync(database + suffix, { force: true });
    continue;
  }
  const { afterMs, left } = await settle(before);
  waits.push(afterMs);
  const lasting = left.filter((item) => !isForNextStart(item));
  forNextStart += left.length > 0 && lasting.length === 0 ? 1 : 0;
  problems.push(...lasting.map((item) => `kill ${waits.length}: a minute later: ${item}`));
  problems.push(...faultsOf(database).map((fault) => `kill ${waits.length}: ${JSON.stringify(fault)}`));
  if (waits.length % 10 === 0) note(`${waits.length}/${wanted} kills`);
}
if (!(await sweep(database, { killAfterMs: null, narrow, sandbox }))) throw new Error('the sweep was killed');
if (!isDeepStrictEqual(contentOf(database), contentOf(undisturbed))) problems.push('the last study differs');
problems.push(...(await settle(before)).left.map((item) => `after the last start: ${item}`));
rmSync(folder, { recursive: true });

waits.sort((a, b) => a - b);
process.stdout.write(
  `${JSON.stringify({
    kills: waits.length,
    studiesCompleted: sweeps + 1,
    // Until no process, container and mount was left.
    medianMsUntilClean: Math.round(waits[waits.length >> 1] ?? 0),
    mostMsUntilClean: Math.round(waits.at(-1) ?? 0),
    killsThatLeftSomethingToTheNextStart: forNextStart,
    problems,
  })}\n`,
);
process.exit(problems.length === 0 ? 0 : 1);
