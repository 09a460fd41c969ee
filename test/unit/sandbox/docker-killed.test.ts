import { expect, test } from 'vitest';
import type { SandboxJob, Step } from '../../../harness/sandbox/contract.js';
import { reportOfKilled, wasKilled } from '../../../harness/sandbox/docker/killed.js';
import { encodeFrame, FRAME } from '../../../harness/sandbox/frames.js';

const limits = {
  cpuMs: 1,
  wallMs: 1,
  memoryBytes: 1,
  processes: 1,
  openFiles: 1,
  fileBytes: 1,
  outputBytes: 1,
};
const step = (name: string): Step => ({
  name,
  phase: 'run',
  argv: ['/bin/true'],
  env: {},
  limits,
  sampleMemory: false,
});
const job: SandboxJob = { files: [], mounts: [], workBytes: 1, steps: [step('first'), step('second')] };

/** A step that exited with 0 after 100 ns. */
function exitedFrame(): Buffer {
  const body = Buffer.alloc(6 + 9 * 8 + 4 + 2 * 8);
  body.writeUInt8(1);
  body.writeBigUInt64LE(100n, 6);
  return encodeFrame(FRAME.step, body);
}

const outcome = (output: Buffer, code: number | null, cut?: 'aborted') =>
  ({ output, code, stderr: '', signal: null, cut }) as const;

test('a container that was killed half way is one that was killed', () => {
  expect(wasKilled(outcome(exitedFrame(), 137), job)).toBe(true);
  expect(wasKilled(outcome(Buffer.alloc(0), 137), job)).toBe(true);
});

test('one that reported to the end, ended by itself, or was ended by us is not', () => {
  const whole = Buffer.concat([exitedFrame(), exitedFrame(), encodeFrame(FRAME.end)]);
  expect(wasKilled(outcome(whole, 137), job)).toBe(false);
  expect(wasKilled(outcome(exitedFrame(), 3), job)).toBe(false);
  expect(wasKilled(outcome(exitedFrame(), 137, 'aborted'), job)).toBe(false);
});

test('the step that ran when it was killed is at the memory limit, those before it are as they were reported', () => {
  const { steps } = reportOfKilled(exitedFrame(), job, 1000) ?? { steps: [] };
  expect(steps.map(({ name, end }) => [name, end])).toEqual([
    ['first', { kind: 'exited', code: 0 }],
    ['second', { kind: 'limit', limit: 'memory' }],
  ]);
  expect(steps[1]?.usage.wallNs).toBe(900);
});

test('a frame that breaks off is no report', () => {
  const broken = Buffer.concat([exitedFrame(), exitedFrame().subarray(0, 30)]);
  expect(reportOfKilled(broken, job, 1000)?.steps).toHaveLength(2);
});

test('when no step was left to run there is nothing to be at a limit', () => {
  expect(reportOfKilled(Buffer.concat([exitedFrame(), exitedFrame()]), job, 1000)).toBeNull();
});
