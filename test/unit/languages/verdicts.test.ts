import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../../datasets/problem.js';
import type { StepReport } from '../../../harness/sandbox/contract.js';
import { verdictOf } from '../../../harness/stages/judge.js';

const USAGE = {
  wallNs: 1,
  cpuUserNs: 1,
  cpuSystemNs: 1,
  maxRssBytes: 1,
  meanRssBytes: null,
  rssSamples: 0,
  involuntarySwitches: 0,
  cgroup: null,
};
const exited = (code: number) => ({ kind: 'exited', code }) as const;

function step(
  fields: Partial<Omit<StepReport, 'stdout' | 'stderr'>> & { stdout?: string; stderr?: string },
): StepReport {
  const { stdout = '', stderr = '', ...rest } = fields;
  const report = { name: 'main', phase: 'run', end: exited(0), channel: 'silent', usage: USAGE } as const;
  const marks: StepReport['marks'] = [];
  const streams = { stdout: Buffer.from(stdout), stderr: Buffer.from(stderr) };
  return { ...report, ...streams, marks, stdoutBytes: stdout.length, stderrBytes: stderr.length, ...rest };
}

const verdict = (fields: Parameters<typeof step>[0]): string => verdictOf([step(fields)], 'java').verdict;

describe('verdictOf', () => {
  it.each([
    ['passed', { channel: 'completed' }],
    ['wrong_answer', { channel: 'failed', end: exited(1) }],
    ['wrong_answer', { channel: 'failed' }],
    ['runtime_error', { end: exited(0) }],
    ['runtime_error', { end: exited(1) }],
    ['runtime_error', { channel: 'completed', end: exited(1) }],
    ['runtime_error', { end: { kind: 'signalled', signal: 11 } }],
    ['sandbox_violation', { channel: 'forged' }],
    ['sandbox_violation', { end: { kind: 'limit', limit: 'processes' } }],
    ['time_limit', { end: { kind: 'limit', limit: 'cpu' } }],
    ['time_limit', { end: { kind: 'limit', limit: 'wall' }, channel: 'completed' }],
    ['memory_limit', { end: { kind: 'limit', limit: 'memory' }, channel: 'forged' }],
    ['output_limit', { end: { kind: 'limit', limit: 'output' }, channel: 'failed' }],
  ] as const)('%s: %j', (expected, fields) => expect(verdict(fields)).toBe(expected));

  it('is a compile error when the last step that ran is a build', () => {
    expect(verdict({ phase: 'build', end: exited(1), channel: 'none' })).toBe('compile_error');
    expect(verdict({ phase: 'build', end: { kind: 'limit', limit: 'memory' } })).toBe('compile_error');
  });

  it('is ours when a compiler could not be started, and only then', () => {
    const end = { kind: 'not_started', errno: 2 } as const;
    expect(verdict({ phase: 'build', end })).toBe('harness_error');
    expect(verdict({ phase: 'build', end: exited(127) })).toBe('compile_error');
    expect(verdict({ phase: 'run', end })).toBe('runtime_error');
  });

  it('is ours when nothing was reported', () => expect(verdictOf([], 'go').verdict).toBe('harness_error'));

  it.each(LANGUAGES)('%s: a full Java heap is a memory limit, in Java only', (language) => {
    const stdout = 'Terminating due to java.lang.OutOfMemoryError: Java heap space\n';
    const expected = language === 'java' ? 'memory_limit' : 'runtime_error';
    expect(verdictOf([step({ end: exited(3), stdout })], language).verdict).toBe(expected);
    expect(verdictOf([step({ end: exited(3) })], language).verdict).toBe('runtime_error');
  });
});
