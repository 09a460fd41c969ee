import { expect, test } from 'vitest';
import { MOST_MARKS } from '../../../harness/sandbox/contract.js';
import { exited, lastStep, pythonJob, shellJob } from './harness.js';

const token = '0123456789abcdef0123456789abcdef';
const END = `echo "done ${token}" >&3; read nonce <&4; echo "nonce $nonce" >&3`;
const MARK = `echo "mark ${token}" >&3; read go <&4`;
const PYTHON = `
import os, time
def say(line):
    os.write(3, line + b"\\n")
    return os.read(4, 64)
def mark(): return say(b"mark ${token}")
def burn(seconds):
    start = time.process_time()
    while time.process_time() - start < seconds: pass
def end(): os.write(3, b"nonce " + say(b"done ${token}"))
`;

test('a mark is answered, and the end is proved as without marks', async () => {
  const report = await lastStep(shellJob(`${MARK}; echo "$go"; ${END}`, { token }));
  expect(report).toMatchObject({ end: exited(0), channel: 'completed' });
  expect(report.stdout.toString()).toBe('go\n');
  expect(report.marks).toHaveLength(2);
});

// Beside other work a burst can spoil one try, a fault of ours spoils all.
test(
  'between two marks lies the CPU time of the program, to fractions of a clock tick',
  { retry: 3 },
  async () => {
    const { marks } = await lastStep(
      pythonJob(`${PYTHON}\nmark(); burn(0.05); mark(); time.sleep(0.2); end()`, { token }),
    );
    const [first, second, last] = marks.map(({ cpuNs }) => cpuNs) as [number, number, number];
    expect(second - first).toBeGreaterThanOrEqual(0.05e9);
    expect(second - first).toBeLessThan(0.06e9);
    expect(last - second).toBeLessThan(0.01e9);
  },
);

test('wall time of marks goes on while the program sleeps', async () => {
  const { marks } = await lastStep(pythonJob(`${PYTHON}\nmark(); time.sleep(0.2); end()`, { token }));
  expect((marks[1]?.wallNs ?? 0) - (marks[0]?.wallNs ?? 0)).toBeGreaterThanOrEqual(0.2e9);
});

test('CPU time of a waited-for child lies between marks', async () => {
  const program = `${PYTHON}
mark()
if os.fork() == 0:
    burn(0.2)
    os._exit(0)
os.wait()
end()`;
  const { marks } = await lastStep(pythonJob(program, { token }));
  expect((marks[1]?.cpuNs ?? 0) - (marks[0]?.cpuNs ?? 0)).toBeGreaterThan(0.18e9);
});

test('what the last mark has seen is no more than the whole', { retry: 3 }, async () => {
  const { marks, usage } = await lastStep(
    pythonJob(`${PYTHON}\nburn(0.1); mark(); burn(0.1); end()`, { token }),
  );
  // Accounting of a dead process and its own clock may differ by a tick.
  expect(marks.at(-1)?.cpuNs).toBeLessThan(usage.cpuUserNs + usage.cpuSystemNs + 0.01e9);
});

test('a mark with a wrong token is a forgery', async () => {
  const wrong = `echo "mark ${token.replace('0', '1')}" >&3`;
  expect((await lastStep(shellJob(`${wrong}; ${END}`, { token, limits: { wallMs: 2_000 } }))).channel).toBe(
    'forged',
  );
});

test('a mark after the end is a forgery', async () => {
  expect((await lastStep(shellJob(`${END}; ${MARK}`, { token, limits: { wallMs: 2_000 } }))).channel).toBe(
    'forged',
  );
});

test('more marks than the contract allows are a forgery', async () => {
  const program = `${PYTHON}\nfor _ in range(${MOST_MARKS + 1}): os.write(3, b"mark ${token}\\n")\n`;
  expect((await lastStep(pythonJob(program, { token }))).channel).toBe('forged');
});

test('as many marks as the contract allows are answered', async () => {
  const program = `${PYTHON}\nfor _ in range(${MOST_MARKS}): mark()\nend()`;
  const report = await lastStep(pythonJob(program, { token }));
  expect(report.channel).toBe('completed');
  expect(report.marks).toHaveLength(MOST_MARKS + 1);
});
