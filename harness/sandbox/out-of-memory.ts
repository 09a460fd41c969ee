import { readFileSync } from 'node:fs';
import type { BoundedGroup } from './cgroup-pool.js';
import { SandboxFault, type SandboxReport, type StepReport } from './contract.js';

/** Processes that the kernel has killed on this machine since it started, for want of memory; 0 where it doesn't count them. */
export function oomKillsOfMachine(): number {
  const counted = /^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'utf8'))?.[1];
  return Number(counted ?? 0);
}

/**
 * The report with a kill by the kernel told from a program that ended by itself. A job that was at its own bound has the
 * limit `memory` as its end. Throws `SandboxFault` where memory ran out elsewhere: that says nothing about the program.
 */
export function withMemoryKills(
  report: SandboxReport,
  group: Pick<BoundedGroup, 'memoryKill'> | null,
  killsOfMachineBefore: number,
): SandboxReport {
  const last = report.steps.at(-1);
  if (last === undefined || (last.end.kind === 'exited' && last.end.code === 0)) return report;
  const kill = group?.memoryKill() ?? (oomKillsOfMachine() > killsOfMachineBefore ? 'machine' : 'none');
  if (kill === 'machine' && last.end.kind !== 'limit')
    throw new SandboxFault(
      'the machine ran out of memory while the job ran, and the kernel killed processes',
    );
  if (kill !== 'own bound') return report;
  const killed: StepReport = { ...last, end: { kind: 'limit', limit: 'memory' } };
  return { ...report, steps: [...report.steps.slice(0, -1), killed] };
}
