import { expect, test } from 'vitest';
import type { SandboxJob } from '../../../harness/sandbox/contract.js';
import { SandboxFault } from '../../../harness/sandbox/contract.js';
import { decodeReport, encodeJob, mostReportBytes } from '../../../harness/sandbox/wire.js';

const limits = {
  cpuMs: 1,
  wallMs: 2,
  memoryBytes: 3,
  processes: 4,
  openFiles: 5,
  fileBytes: 6,
  outputBytes: 7,
};
const job: SandboxJob = {
  files: [{ path: 'é', content: 'x' }],
  mounts: [],
  workBytes: 100,
  steps: [{ name: 'run', phase: 'run', argv: ['/bin/true'], env: { A: 'b' }, limits, sampleMemory: true }],
};

const u64 = (value: bigint) => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
};
const frame = (type: number, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(type), u64(BigInt(body.length)), body]);
};
const step = (end: number, value: number, channel: number, mean = 2n ** 64n - 1n, marks = 1) =>
  frame(
    1,
    Buffer.of(end, value, 0, 0, 0, channel),
    ...[1n, 2n, 3n, 4n, mean, 6n, 7n, 2n, 1n].map(u64),
    ...[Buffer.of(marks, 0, 0, 0), ...new Array<Buffer>(2 * marks).fill(u64(8n))],
    ...[u64(2n), Buffer.of(0xff, 0), u64(1n), Buffer.from('e')],
  );
const END = frame(3);

test('a job begins with magic and version, and ends with its last step', () => {
  const bytes = encodeJob(job, 61_000);
  expect(bytes.subarray(0, 12)).toEqual(Buffer.from('perforch\x05\0\0\0', 'latin1'));
  expect(bytes.readUInt32LE(12)).toBe(61_000);
  const zeros = (count: number) => new Array<number>(count).fill(0);
  // Memory is sampled, and 65,536 bytes of output are kept.
  expect([...bytes.subarray(-22)]).toEqual([1, ...zeros(4 + 3), 0, 0, 1, ...zeros(5), ...zeros(2 + 4)]);
});

test('a report is read with all its figures', () => {
  expect(decodeReport(Buffer.concat([step(3, 2, 4), END]), job).steps).toEqual([
    {
      name: 'run',
      phase: 'run',
      end: { kind: 'limit', limit: 'wall' },
      channel: 'forged',
      usage: {
        wallNs: 1,
        cpuUserNs: 2,
        cpuSystemNs: 3,
        maxRssBytes: 4,
        meanRssBytes: null,
        rssSamples: 6,
        involuntarySwitches: 7,
        cgroup: null,
      },
      marks: [{ wallNs: 8, cpuNs: 8 }],
      stdout: Buffer.of(0xff, 0),
      stderr: Buffer.from('e'),
      stdoutBytes: 2,
      stderrBytes: 1,
    },
  ]);
});

test('a mean is read where there is one', () => {
  expect(decodeReport(Buffer.concat([step(1, 0, 0, 99n), END]), job).steps[0]?.usage.meanRssBytes).toBe(99);
});

test('collected files are read in the order in which they were asked for', () => {
  const bytes = Buffer.concat([step(1, 0, 0), frame(4, Buffer.from('x')), frame(4, Buffer.alloc(0)), END]);
  expect(decodeReport(bytes, { ...job, collect: ['b', 'a'] }).files).toEqual([
    { path: 'b', content: Buffer.from('x') },
    { path: 'a', content: Buffer.alloc(0) },
  ]);
});

test('a fault that the supervisor reports is thrown with its text', () => {
  expect(() => decodeReport(frame(2, Buffer.from('no space')), job)).toThrow(/supervisor failed: no space/);
});

test.each<[string, Buffer]>([
  ['nothing', Buffer.alloc(0)],
  ['garbage', Buffer.from('<html>not a report at all</html>')],
  ['a report without an end', step(1, 0, 0)],
  ['an end without a step', END],
  ['more steps than there are', Buffer.concat([step(1, 0, 0), step(1, 0, 0), END])],
  ['an unknown end', Buffer.concat([step(9, 0, 0), END])],
  ['an unknown limit', Buffer.concat([step(3, 9, 0), END])],
  ['more marks than there can be', Buffer.concat([step(1, 0, 0, 0n, 66), END])],
  ['a file that nobody asked for', Buffer.concat([step(1, 0, 0), frame(4, Buffer.from('x')), END])],
  ['an unknown channel state', Buffer.concat([step(1, 0, 9), END])],
  ['bytes after the end', Buffer.concat([step(1, 0, 0), END, Buffer.of(0)])],
  ['a length beyond what came', Buffer.concat([Buffer.of(1), u64(2n ** 60n)])],
])('%s is a fault', (_name, bytes) => expect(() => decodeReport(bytes, job)).toThrow(SandboxFault));

test('every way of breaking a report off is a fault', () => {
  const whole = Buffer.concat([step(1, 0, 0), END]);
  for (let length = 0; length < whole.length; length++) {
    expect(() => decodeReport(whole.subarray(0, length), job)).toThrow(SandboxFault);
  }
});

test('the cap leaves room for the largest honest report', () => {
  expect(mostReportBytes(job)).toBeGreaterThan(2 * 65_536 + 200);
  expect(mostReportBytes(job)).toBeLessThan(3 * 65_536);
});
