import { expect, test } from 'vitest';
import { runSupervised } from '../../../harness/sandbox/supervised-process.js';
import { shellJob } from './harness.js';

const job = shellJob('true', { limits: { wallMs: 200 } });
const pretend = (script: string, options = {}) =>
  runSupervised('/bin/sh', ['-c', script], Buffer.alloc(10), job, options);

test('a supervisor that says too much is cut off', async () => {
  expect(await pretend('exec yes')).toMatchObject({ cut: 'flood', signal: 'SIGKILL' });
});

test('a supervisor that outlives all limits is cut off', async () => {
  expect(await pretend('sleep 100', { graceMs: 100 })).toMatchObject({ cut: 'watchdog', signal: 'SIGKILL' });
});

test('a supervisor that ignores the end of its input is killed after an abort', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  const outcome = await pretend('exec sleep 100', { signal: controller.signal, abortGraceMs: 100 });
  expect(outcome).toMatchObject({ cut: 'aborted', signal: 'SIGKILL' });
});

test('what an early end leaves on stderr is kept', async () => {
  expect(await pretend('echo no such option >&2; exit 2')).toMatchObject({
    code: 2,
    stderr: 'no such option',
  });
});

test('a command that cannot be started is a fault', async () => {
  await expect(runSupervised('/no/such/bwrap', [], Buffer.alloc(0), job)).rejects.toThrow(
    /cannot start \/no\/such\/bwrap/,
  );
});
