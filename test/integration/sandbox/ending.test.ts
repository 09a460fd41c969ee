import { constants } from 'node:os';
import { expect, test } from 'vitest';
import { cJob, exited, lastStep, pythonJob, run, shellJob, shellSteps, signalled } from './harness.js';

test('a program that exits with 0 is reported so', async () => {
  const report = await lastStep(shellJob('echo out; echo err >&2'));
  expect(report).toMatchObject({ end: exited(0), channel: 'none', stdoutBytes: 4, stderrBytes: 4 });
  expect(report.stdout.toString()).toBe('out\n');
  expect(report.stderr.toString()).toBe('err\n');
});

test.each([1, 77, 124, 137, 255])('exit code %i is an exit code and no signal or limit', async (code) => {
  expect((await lastStep(shellJob(`exit ${code}`))).end).toEqual(exited(code));
});

test('a program that kills itself with SIGKILL is signalled, not limited', async () => {
  expect((await lastStep(shellJob('kill -9 $$'))).end).toEqual(signalled(9));
});

test('an abort is signal 6', async () => {
  const report = await lastStep(cJob('#include <stdlib.h>\nint main(void) { abort(); }'));
  expect(report.end).toEqual(signalled(6));
});

test('death by a signal within a millisecond is no time-out', async () => {
  const report = await lastStep(cJob('int main(void) { *(volatile int *)0 = 1; }'));
  expect(report.end).toEqual(signalled(11));
  expect(report.usage.wallNs).toBeLessThan(5e9);
});

test('a program that does not exist is not started, and says why', async () => {
  const job = shellSteps('true');
  const missing = { ...job, steps: job.steps.map((step) => ({ ...step, argv: ['/work/missing'] })) };
  const report = await lastStep(missing);
  expect(report.end).toEqual({ kind: 'not_started', errno: constants.errno.ENOENT });
  expect(report.stderr.toString()).toMatch(/cannot start \/work\/missing: No such file/);
});

test('a folder as program is not started', async () => {
  const job = shellSteps('true');
  const folder = { ...job, steps: job.steps.map((step) => ({ ...step, argv: ['/work'] })) };
  expect((await lastStep(folder)).end).toEqual({ kind: 'not_started', errno: constants.errno.EACCES });
});

test('the step after a failed one is not run', async () => {
  const { steps } = await run(shellSteps('exit 3', 'echo never'));
  expect(steps.map(({ end }) => end)).toEqual([exited(3)]);
});

test('what one step builds the next one finds', async () => {
  const { steps } = await run(shellSteps('echo built > result', 'cat result'));
  expect(steps.map(({ stdout }) => stdout.toString())).toEqual(['', 'built\n']);
});

test('a process of an earlier step is dead in the next one', async () => {
  const { steps } = await run(
    shellSteps('setsid sleep 100 > /dev/null 2>&1 &', 'ls -d /proc/[0-9]* | wc -l'),
  );
  // The supervisor, the shell, ls and wc.
  expect(Number(steps[1]?.stdout.toString())).toBeLessThanOrEqual(4);
});

test('recursion of 200 MiB is legitimate', async () => {
  const program = `
    static int deep(int n) { volatile char frame[1024]; frame[0] = (char)n; return n == 0 ? 0 : 1 + deep(n - 1) + frame[0] * 0; }
    int main(void) { return deep(190 * 1024) == 190 * 1024 ? 0 : 1; }`;
  expect((await lastStep(cJob(program))).end).toEqual(exited(0));
});

test('threads start with the large stack limit', async () => {
  const program =
    'import threading\nts = [threading.Thread(target=print) for _ in range(20)]\n[t.start() for t in ts]\n[t.join() for t in ts]';
  expect((await lastStep(pythonJob(program))).end).toEqual(exited(0));
});
