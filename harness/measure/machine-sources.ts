import { execFileSync } from 'node:child_process';
import { machine } from 'node:os';
import { HOST, planCgroups, type CgroupKind } from '../sandbox/cgroup-plan.js';
import { readSystemFile, type ReadFile } from './system-files.js';

/** Where a fingerprint comes from. */
export interface MachineSources {
  readonly read: ReadFile;
  /** What a command prints, trimmed; null when there is no such command, or when it prints nothing. */
  readonly ask: (command: string, ...args: readonly string[]) => string | null;
  /** As `uname -m` gives it. */
  readonly architecture: string;
  readonly cgroup: () => CgroupKind['kind'];
}

const MOST_ASK_MS = 5_000;

export const THIS_MACHINE: MachineSources = {
  read: readSystemFile,
  ask,
  architecture: machine(),
  cgroup: () => planCgroups(HOST).kind,
};

/** Whatever the exit code: systemd-detect-virt prints `none` and exits with 1. */
function ask(command: string, ...args: readonly string[]): string | null {
  const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
  try {
    return nonEmpty(execFileSync(command, args, { encoding: 'utf8', stdio, timeout: MOST_ASK_MS }));
  } catch (error) {
    return nonEmpty((error as { stdout?: string | null }).stdout ?? '');
  }
}

function nonEmpty(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
