import { expect, test } from 'vitest';
import { cJob, exited, lastStep, MIB, pythonJob, run, shellJob, shellSteps } from './harness.js';

const BURN = 'import time\nt = time.process_time()\nwhile time.process_time() - t < 0.3: pass\n';

test('CPU time of a waited-for child counts', async () => {
  const { usage } = await lastStep(
    pythonJob(`import os\nif os.fork() == 0:\n  ${BURN.replaceAll('\n', '\n  ')}\n  os._exit(0)\nos.wait()`),
  );
  expect(usage.cpuUserNs + usage.cpuSystemNs).toBeGreaterThan(0.3e9);
});

test('CPU time of a double-forked daemon in a session of its own counts', async () => {
  const program = `
import os, sys, time
if os.fork() == 0:
  os.setsid()
  if os.fork() == 0:
    t = time.process_time()
    while time.process_time() - t < 0.3: pass
    open('ready', 'w').close()
    time.sleep(60)
  os._exit(0)
while not os.path.exists('ready'): time.sleep(0.01)
`;
  const report = await lastStep(pythonJob(program));
  expect(report.end).toEqual(exited(0));
  expect(report.usage.cpuUserNs + report.usage.cpuSystemNs).toBeGreaterThan(0.3e9);
});

test('each step has its own CPU time and peak', async () => {
  const { steps } = await run(shellSteps('python3 -c "x = bytearray(100 << 20); sum(range(10**7))"', 'true'));
  expect(steps[0]?.usage.maxRssBytes).toBeGreaterThan(100 * MIB);
  expect(steps[1]?.usage.maxRssBytes).toBeLessThan(10 * MIB);
  expect(steps[1]?.usage.cpuUserNs).toBeLessThan(0.05e9);
});

test('the peak is the program’s own, and not inherited from the harness or a large input', async () => {
  const ballast = Buffer.alloc(100 * MIB, 1);
  const report = await lastStep(cJob('int main(void) { return 0; }', { stdin: 'x'.repeat(5 * MIB) }));
  expect(ballast).toHaveLength(100 * MIB);
  expect(report.usage.maxRssBytes).toBeLessThan(4 * MIB);
});

test('there is no mean memory under 5 samples', async () => {
  const report = await lastStep(cJob('int main(void) { return 0; }', { sampleMemory: true }));
  if (report.usage.rssSamples < 5) expect(report.usage.meanRssBytes).toBeNull();
  else expect(report.usage.meanRssBytes).toBeGreaterThan(0);
});

test('without sampling there is no mean memory', async () => {
  const { usage } = await lastStep(shellJob('sleep 0.1'));
  expect(usage).toMatchObject({ meanRssBytes: null, rssSamples: 0 });
});

// Beside other work a burst can spoil one try of these, a fault of ours spoils all.
test('mean memory is weighted by time', { retry: 3 }, async () => {
  const program = `
import time
time.sleep(0.3)
x = bytearray(200 << 20)
time.sleep(0.3)
`;
  const { usage } = await lastStep(pythonJob(program, { sampleMemory: true }));
  expect(usage.rssSamples).toBeGreaterThan(100);
  expect(usage.maxRssBytes).toBeGreaterThan(200 * MIB);
  expect(usage.meanRssBytes).toBeGreaterThan(60 * MIB);
  expect(usage.meanRssBytes).toBeLessThan(190 * MIB);
});

test('a trivial program costs little CPU time', { retry: 3 }, async () => {
  const { usage } = await lastStep(cJob('int main(void) { return 0; }'));
  expect(usage.cpuUserNs + usage.cpuSystemNs).toBeLessThan(10e6);
});

test.each([false, true])(
  'the supervisor itself sleeps while a program runs (accounted: %s)',
  { retry: 3 },
  async (accounted) => {
    const script = `set -- $(cat /proc/1/stat); a=$(($14 + $15)); sleep 1; set -- $(cat /proc/1/stat); echo $(($14 + $15 - a))`;
    const { stdout } = await lastStep(shellJob(script, { accounted }));
    // In clock ticks, of which a second has 100.
    expect(Number(stdout.toString())).toBeLessThan(20);
  },
);
