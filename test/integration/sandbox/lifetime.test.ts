import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lastStep, run, shellJob } from './harness.js';

/** Host processes with this word on their command line, other than this one. */
async function marked(marker: string): Promise<string[]> {
  const found: string[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(marker)) found.push(line.replaceAll('\0', ' '));
  }
  return found;
}

async function eventually(check: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    if (await check()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

const newMarker = () => `marker${randomBytes(8).toString('hex')}`;
const daemons = (marker: string) =>
  `(setsid sh -c 'sleep 300; : ${marker}' &); (setsid setsid sh -c 'trap "" TERM HUP; sleep 300; : ${marker}' &); sleep 0.1;`;

test('daemons are dead when the report arrives', async () => {
  const marker = newMarker();
  const report = await lastStep(shellJob(daemons(marker)));
  expect(await marked(marker)).toEqual([]);
  expect(report.end).toEqual({ kind: 'exited', code: 0 });
});

test('an abort kills everything and waits for it', async () => {
  const marker = newMarker();
  const controller = new AbortController();
  const running = run(
    shellJob(`${daemons(marker)} sleep 300`, { limits: { wallMs: 300_000 } }),
    controller.signal,
  );
  expect(await eventually(async () => (await marked(marker)).length >= 2, 10_000)).toBe(true);
  controller.abort();
  await expect(running).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(await marked(marker)).toEqual([]);
});

test('aborts at any moment of the start leave nothing', async () => {
  const marker = newMarker();
  const attempts = [...Array(30).keys()].map(async (n) => {
    const controller = new AbortController();
    const running = run(shellJob(`${daemons(marker)} sleep 300`), controller.signal);
    setTimeout(() => controller.abort(), n);
    await expect(running).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
  await Promise.all(attempts);
  expect(await marked(marker)).toEqual([]);
});

test('an abort before the start is an abort', async () => {
  await expect(run(shellJob('true'), AbortSignal.abort())).rejects.toThrow(
    expect.objectContaining({ name: 'AbortError' }),
  );
});

test('a harness killed with SIGKILL leaves no process', async () => {
  const marker = newMarker();
  const script = fileURLToPath(new URL('./run-jobs.ts', import.meta.url));
  const job = shellJob(`${daemons(marker)} sleep 300`, { limits: { wallMs: 300_000 } });
  const harness = spawn(process.execPath, ['--import', 'tsx', script], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  harness.stdin.end(JSON.stringify([job]));
  expect(await eventually(async () => (await marked(marker)).length >= 2, 20_000)).toBe(true);
  harness.kill('SIGKILL');
  expect(await eventually(async () => (await marked(marker)).length === 0, 2_000)).toBe(true);
});

test('a harness killed with SIGKILL leaves nothing of what stays, though it has a request unread', async () => {
  const marker = newMarker();
  await run(shellJob('true'));
  const script = fileURLToPath(new URL('./hold-resident.ts', import.meta.url));
  const harness = spawn(process.execPath, ['--import', 'tsx', script, marker], { stdio: 'inherit' });
  const inside = async () => (await marked(marker)).filter((line) => line.startsWith('/bin/sh'));
  expect(await eventually(async () => (await inside()).length >= 1, 20_000)).toBe(true);
  harness.kill('SIGKILL');
  expect(await eventually(async () => (await marked(marker)).length === 0, 2_000)).toBe(true);
});

test('many jobs at once keep to themselves', async () => {
  const reports = await Promise.all(
    [...Array(24).keys()].map(async (n) => (await lastStep(shellJob(`echo ${n}`))).stdout.toString()),
  );
  expect(reports).toEqual([...Array(24).keys()].map((n) => `${n}\n`));
});
