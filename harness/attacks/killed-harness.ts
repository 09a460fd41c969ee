import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { SandboxJob } from '../sandbox/contract.js';
import { marksOf } from '../owner-mark.js';
import { findCgroups } from '../sandbox/cgroup.js';
import type { Backend } from './backend.js';
import { processesWith } from './canaries.js';

const START = fileURLToPath(new URL('start.js', import.meta.url));
const HARNESS = new URL('run-one-job.ts', import.meta.url).href;
const WITHIN_MS = 3_000;
const START_WITHIN_MS = 30_000;

export async function eventually(check: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    if (await check()) return true;
    await sleep(20);
  }
  return check();
}

/**
 * Starts a harness of its own that runs the job, kills it with SIGKILL when processes with the mark are there, and looks
 * for what stays.
 */
export async function runWithKilledHarness(job: SandboxJob, backend: Backend, mark: string) {
  const harness = spawn(process.execPath, [START, HARNESS], { stdio: ['pipe', 'ignore', 'ignore'] });
  const { pid = 0 } = harness;
  const ended = once(harness, 'exit');
  harness.stdin.on('error', () => undefined);
  harness.stdin.end(JSON.stringify({ sandbox: backend.sandbox.id, command: backend.bubblewrap, job }));
  const started = await eventually(async () => (await processesWith(mark)).length > 0, START_WITHIN_MS);
  harness.kill('SIGKILL');
  await ended;
  if (!started) throw new Error('the harness that was to be killed never started its job');
  const clean = await eventually(async () => (await remains(pid, backend, mark)).length === 0, WITHIN_MS);
  const signs = clean ? [] : await remains(pid, backend, mark);
  return { outcome: 'any', detail: 'the harness was killed', signs };
}

async function remains(pid: number, backend: Backend, mark: string): Promise<string[]> {
  const processes = await processesWith(mark);
  // An empty control group can only be removed by somebody: the next harness does it when it starts.
  findCgroups();
  return [
    ...(processes.length > 0 ? ['processes that outlive the harness'] : []),
    ...(await groupsOf(pid)).map((group) => `the control group ${group}`),
    ...((await backend.sandbox.leftovers?.(pid)) ?? []),
  ];
}

/** Control groups that a harness with this process id made, wherever they are mounted. */
async function groupsOf(pid: number, folder = '/sys/fs/cgroup', depth = 3): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory());
  const own = folders.filter(({ name }) => name.startsWith(`perforch-${marksOf(pid)}`));
  const deeper = depth > 0 ? folders.map(({ name }) => groupsOf(pid, join(folder, name), depth - 1)) : [];
  return [...own.map(({ name }) => join(folder, name)), ...(await Promise.all(deeper)).flat()];
}
