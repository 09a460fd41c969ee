import type { ChildProcess, ChildProcessWithoutNullStreams, StdioOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { SandboxJob } from './contract.js';
import { SandboxFault } from './contract.js';
import { supervise, type Line, type Outcome, type SuperviseOptions } from './supervise.js';

export type { Outcome } from './supervise.js';

export interface ProcessOptions extends SuperviseOptions {
  /** Descriptors that the command finds from 3 on. */
  readonly inherit?: readonly number[];
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

/** Closed when every holder of the command's output is gone. */
function closing(child: ChildProcess, command: string): Line['closed'] {
  return new Promise((resolve, reject) => {
    child.on('error', (cause) =>
      reject(new SandboxFault(`cannot start ${command}: ${cause.message}`, { cause })),
    );
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
}

/** Starts `command`, whose inside is a supervisor. `closed` rejects with a `SandboxFault` when it can't be started. */
export function openLine(command: string, args: readonly string[], inherit: readonly number[] = []): Line {
  // A group of its own, so that the whole of it can be killed. No secrets in its environment, not even outside.
  const env = { PATH: process.env['PATH'] };
  const stdio: StdioOptions = ['pipe', 'pipe', 'pipe', ...inherit];
  const child = spawn(command, args, {
    stdio,
    detached: true,
    env,
    cwd: '/',
  }) as ChildProcessWithoutNullStreams;
  const { stdin, stdout, stderr } = child;
  return { stdin, stdout, stderr, kill: () => killGroup(child), closed: closing(child, command) };
}

/**
 * Starts `command`, whose inside is a supervisor, and has it run the encoded job: see `supervise`. Throws `SandboxFault`
 * only when the command can't be started.
 */
export async function runSupervised(
  command: string,
  args: readonly string[],
  input: Buffer,
  job: SandboxJob,
  { inherit = [], ...options }: ProcessOptions = {},
): Promise<Outcome> {
  return supervise(openLine(command, args, inherit), input, job, options);
}
