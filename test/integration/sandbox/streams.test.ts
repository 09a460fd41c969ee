import { expect, test } from 'vitest';
import { exited, lastStep, MIB, pythonJob, run, shellJob } from './harness.js';

test('binary output arrives byte for byte', async () => {
  const report = await lastStep(pythonJob('import os\nos.write(1, bytes(range(256)) * 4)'));
  expect(report.stdout).toEqual(Buffer.concat(Array(4).fill(Buffer.from([...Array(256).keys()]))));
});

test('5 MB of standard input arrive', async () => {
  const report = await lastStep(shellJob('wc -c', { stdin: 'x'.repeat(5_000_000) }));
  expect(report.stdout.toString().trim()).toBe('5000000');
});

test('50 MB of standard input arrive', async () => {
  const report = await lastStep(shellJob('wc -c', { stdin: 'x'.repeat(50_000_000) }));
  expect(report.stdout.toString().trim()).toBe('50000000');
});

test('standard input can be left unread', async () => {
  expect((await lastStep(shellJob('exit 0', { stdin: 'x'.repeat(5_000_000) }))).end).toEqual(exited(0));
});

test('standard input can be opened by path and not be written to', async () => {
  const script = 'cat /proc/self/fd/0; (echo y > /proc/self/fd/0) 2> /dev/null || echo sealed';
  expect((await lastStep(shellJob(script, { stdin: 'x\n' }))).stdout.toString()).toBe('x\nsealed\n');
});

test.each([undefined, ''])('without standard input (%j) it is empty', async (stdin) => {
  expect((await lastStep(shellJob('wc -c', { stdin }))).stdout.toString().trim()).toBe('0');
});

test('standard input keeps NUL, CRLF and a missing last newline', async () => {
  const report = await lastStep(shellJob('cat', { stdin: 'a\0b\r\nc' }));
  expect(report.stdout.toString()).toBe('a\0b\r\nc');
});

test('long output is counted whole and kept in part', async () => {
  const report = await lastStep(pythonJob(`print('x' * ${3 * MIB}, end='')`));
  expect(report).toMatchObject({ end: exited(0), stdoutBytes: 3 * MIB });
  expect(report.stdout).toHaveLength(65_536);
});

test('of standard output as much is kept as the step asks for, byte for byte', async () => {
  const program = `import sys\nsys.stdout.write(''.join(chr(97 + n % 23) for n in range(${3 * MIB})))`;
  const report = await lastStep(pythonJob(program, { keptOutputBytes: 2 * MIB }));
  expect(report).toMatchObject({ end: exited(0), stdoutBytes: 3 * MIB });
  const letters = Buffer.from(Array.from({ length: 2 * MIB }, (_, n) => 97 + (n % 23)));
  expect(report.stdout.equals(letters)).toBe(true);
});

test('what is kept of one step is no memory of the next', async () => {
  const [
    {
      steps: [flood],
    },
    {
      steps: [quiet],
    },
  ] = [
    pythonJob(`print('x' * ${8 * MIB})`, { keptOutputBytes: 10 * MIB, limits: { outputBytes: 16 * MIB } }),
    shellJob('true'),
  ] as const;
  if (flood === undefined || quiet === undefined) throw new Error('no step');
  const job = pythonJob(`print('x' * ${8 * MIB})`);
  const { steps } = await run({ ...job, steps: [flood, { ...quiet, argv: ['/bin/true'] }] });
  expect(steps[0]?.stdout).toHaveLength(8 * MIB + 1);
  expect(steps[1]?.usage.maxRssBytes).toBeLessThan(6 * MIB);
});

test('closed standard streams are no fault', async () => {
  expect((await lastStep(shellJob('exec >&- 2>&- <&-; sleep 0.05; exit 4'))).end).toEqual(exited(4));
});

test('a daemon that keeps the output open does not keep the step open', async () => {
  const report = await lastStep(shellJob('setsid sleep 60 & echo done'));
  expect(report.end).toEqual(exited(0));
  expect(report.stdout.toString()).toBe('done\n');
  expect(report.usage.wallNs).toBeLessThan(5e9);
});

test('standard output can be opened by path', async () => {
  expect((await lastStep(shellJob('echo hello > /dev/stdout'))).stdout.toString()).toBe('hello\n');
});

test('the environment is exactly the given one', async () => {
  const report = await lastStep(shellJob('exec /usr/bin/env', { env: { ONLY: 'this' } }));
  const names = report.stdout
    .toString()
    .split('\n')
    .map((line) => line.split('=')[0]);
  // The shell adds its working directory.
  expect(names.filter((name) => name !== 'PWD' && name !== 'OLDPWD' && name !== '_')).toEqual(['ONLY', '']);
});

test('only the standard descriptors are open', async () => {
  const program = 'import os\nprint(sorted(int(n) for n in os.listdir("/proc/self/fd"))[:-1])';
  expect((await lastStep(pythonJob(program))).stdout.toString()).toBe('[0, 1, 2]\n');
});

test.each([false, true])('standard input arrives (accounted: %s)', async (accounted) => {
  const { stdout } = await lastStep(shellJob('cat', { stdin: 'hello', accounted }));
  expect(stdout.toString()).toBe('hello');
});
