/** What a report says of a step that met a limit. Attacks on the limits are in harness/attacks/corpus/resources. */
import { expect, test } from 'vitest';
import { exited, lastStep, limit, MIB, pythonJob, shellJob, signalled } from './harness.js';

test('a sleep past the wall limit ends with it, and not before', async () => {
  const report = await lastStep(shellJob('sleep 30', { limits: { wallMs: 300 } }));
  expect(report.end).toEqual(limit('wall'));
  expect(report.usage.wallNs).toBeGreaterThanOrEqual(0.3e9);
});

test('a spin ends with the CPU limit', { retry: 3 }, async () => {
  const report = await lastStep(shellJob('while :; do :; done', { limits: { cpuMs: 300 } }));
  expect(report.end).toEqual(limit('cpu'));
  expect(report.usage.cpuUserNs + report.usage.cpuSystemNs).toBeLessThan(0.6e9);
});

test.each([true, false])(
  'memory by malloc ends with the memory limit (sampled: %s)',
  async (sampleMemory) => {
    const program = 'x = []\nwhile True: x.append(bytearray(1 << 20))';
    const report = await lastStep(pythonJob(program, { sampleMemory, limits: { memoryBytes: 100 * MIB } }));
    expect(report.end).toEqual(limit('memory'));
    expect(report.usage.maxRssBytes).toBeGreaterThan(100 * MIB);
  },
);

test('files in the work folder are bounded', async () => {
  const script = 'for n in 1 2 3; do head -c 60000000 /dev/zero > $n || exit 9; done';
  const report = await lastStep(shellJob(script));
  expect(report.end).toEqual(exited(9));
  expect(report.stderr.toString()).toMatch(/No space left/);
});

test('one file beyond the file limit is a signal', async () => {
  const program = "open('big', 'wb').write(bytes(10 << 20))";
  const report = await lastStep(pythonJob(program, { limits: { fileBytes: MIB } }));
  expect([exited(1), signalled(25)]).toContainEqual(report.end);
});

test.each(['stdout', 'stderr'])(
  'a flood on %s without a newline ends with the output limit',
  async (stream) => {
    const program = `import sys\nwhile True: sys.${stream}.write('x' * 100000)`;
    const report = await lastStep(pythonJob(program, { limits: { outputBytes: MIB } }));
    expect(report.end).toEqual(limit('output'));
    expect(report[stream === 'stdout' ? 'stdout' : 'stderr']).toHaveLength(65_536);
  },
);
