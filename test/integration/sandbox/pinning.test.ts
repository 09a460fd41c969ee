import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inspectBubblewrap } from '../../../harness/sandbox/bubblewrap-mode.js';
import { lastStep, pythonJob, run, sandbox, shellJob, shellSteps } from './harness.js';

const allowed = 'grep Cpus_allowed_list /proc/self/status';
const ours = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
const first = Number(/^\d+/.exec(ours)?.[0]);

/** A container's user may not. */
async function mayGoFirst(): Promise<boolean> {
  if (sandbox.id === 'docker') return false;
  const { mode, has } = await inspectBubblewrap();
  return mode === 'root' && has.nice;
}

test('a step runs on the CPUs that it names', async () => {
  const { stdout } = await lastStep(shellJob(allowed, { cpus: [first] }));
  expect(stdout.toString()).toBe(`Cpus_allowed_list:\t${first}\n`);
});

test('a step that names none runs on all that the harness may use, also after one that was pinned', async () => {
  const job = shellSteps(allowed, allowed);
  const steps = job.steps.map((step, n) => (n === 0 ? { ...step, cpus: [first] } : step));
  const report = await run({ ...job, steps });
  expect(report.steps[1]?.stdout.toString()).toBe(`Cpus_allowed_list:\t${ours}\n`);
});

test('a timed step goes before others, where the harness may let it', async () => {
  const { stdout } = await lastStep(shellJob('nice', { cpus: [first], timed: true }));
  expect(stdout.toString()).toBe((await mayGoFirst()) ? '-19\n' : '0\n');
});

test('a step that is not timed does not', async () => {
  expect((await lastStep(shellJob('nice', { cpus: [first] }))).stdout.toString()).toBe('0\n');
});

test('what goes before others cannot leave its CPUs', async () => {
  const move = `import os\ntry:\n  os.sched_setaffinity(0, range(1024))\nexcept PermissionError:\n  print("refused")`;
  expect((await lastStep(pythonJob(move, { cpus: [first], timed: true }))).stdout.toString()).toBe(
    'refused\n',
  );
});
