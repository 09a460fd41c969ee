import { expect, test } from 'vitest';
import type { BoundedGroup, MemoryKill } from '../../../harness/sandbox/cgroup-pool.js';
import { SandboxFault, type SandboxReport, type StepEnd } from '../../../harness/sandbox/contract.js';
import { oomKillsOfMachine, withMemoryKills } from '../../../harness/sandbox/out-of-memory.js';

const KILLED: StepEnd = { kind: 'signalled', signal: 9 };
const reportOf = (...ends: StepEnd[]) =>
  ({ steps: ends.map((end) => ({ end })), files: [] }) as unknown as SandboxReport;
const group = (kill: MemoryKill) => ({ memoryKill: () => kill }) as unknown as BoundedGroup;
const lastEnd = ({ steps }: SandboxReport) => steps.at(-1)?.end;

test('a job that was at its own bound exceeded the memory limit', () => {
  const report = withMemoryKills(reportOf({ kind: 'exited', code: 0 }, KILLED), group('own bound'), 0);
  expect(report.steps.map(({ end }) => end)).toEqual([
    { kind: 'exited', code: 0 },
    { kind: 'limit', limit: 'memory' },
  ]);
});

test('a kill for want of memory elsewhere is a fault of the sandbox', () => {
  expect(() => withMemoryKills(reportOf(KILLED), group('machine'), 0)).toThrow(SandboxFault);
});

test('a limit that the supervisor named stands, whatever the machine did', () => {
  const cpu: StepEnd = { kind: 'limit', limit: 'cpu' };
  expect(lastEnd(withMemoryKills(reportOf(cpu), group('machine'), 0))).toEqual(cpu);
});

test('a program that was killed by another hand is reported as it ended', () => {
  expect(lastEnd(withMemoryKills(reportOf(KILLED), group('none'), 0))).toEqual(KILLED);
});

test('a job that ended well is left as it is', () => {
  const good = reportOf({ kind: 'exited', code: 0 });
  expect(withMemoryKills(good, group('own bound'), 0)).toBe(good);
});

test('without a control group a kill anywhere on the machine makes a failure doubtful', () => {
  expect(() => withMemoryKills(reportOf(KILLED), null, oomKillsOfMachine() - 1)).toThrow(SandboxFault);
  expect(lastEnd(withMemoryKills(reportOf(KILLED), null, oomKillsOfMachine()))).toEqual(KILLED);
});
