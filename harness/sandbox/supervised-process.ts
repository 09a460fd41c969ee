import type { ChildProcess, ChildProcessWithoutNullStreams, StdioOptions } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { SandboxJob } from './contract.js';
import { SandboxFault } from './contract.js';
import { mostReportBytes } from './wire.js';

export interface Outcome {
  readonly output: Buffer;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why the harness itself ended it, if it did. */
  readonly cut: 'aborted' | 'watchdog' | 'flood' | undefined;
}

const STDERR_CHARACTERS = 4096;
/** Start, writing the files, killing and reaping, on a busy machine. */
const GRACE_MS = 20_000;
/** A supervisor that sees its input end needs this long at most to take its sandbox down. */
const ABORT_GRACE_MS = 2_000;

export interface SuperviseOptions {
  readonly signal?: AbortSignal | undefined;
  /** Beyond the sum of all wall limits. */
  readonly graceMs?: number;
  readonly abortGraceMs?: number;
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

/**
 * Starts `command`, whose inside is a supervisor, feeds it the encoded job and collects what it says, until every holder
 * of its output is gone. The input stays open all the while: the supervisor takes its end for the harness's death.
 * Throws `SandboxFault` only when the command can't be started.
 */
export function runSupervised(
  command: string,
  args: readonly string[],
  input: Buffer,
  job: SandboxJob,
  { signal, graceMs = GRACE_MS, abortGraceMs = ABORT_GRACE_MS, inherit = [] }: SuperviseOptions = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that the whole of it can be killed. No secrets in its environment, not even outside.
    const env = { PATH: process.env['PATH'] };
    const stdio: StdioOptions = ['pipe', 'pipe', 'pipe', ...inherit];
    const child = spawn(command, args, {
      stdio,
      detached: true,
      env,
      cwd: '/',
    }) as ChildProcessWithoutNullStreams;
    const chunks: Buffer[] = [];
    const most = mostReportBytes(job);
    let received = 0;
    let stderr = '';
    let cut: Outcome['cut'];

    const stop = (why: NonNullable<Outcome['cut']>): void => {
      cut ??= why;
      killGroup(child);
    };
    const wallMs = job.steps.reduce((sum, step) => sum + step.limits.wallMs, 0);
    // Node's timers hold at most 2^31 - 1 ms.
    const watchdog = setTimeout(() => stop('watchdog'), Math.min(wallMs + graceMs, 2 ** 31 - 1));
    let abortTimer: NodeJS.Timeout | undefined;
    // First by the end of the input: a bubblewrap killed while it starts can leave a half-made child behind.
    const abort = (): void => {
      cut ??= 'aborted';
      child.stdin.destroy();
      abortTimer = setTimeout(() => killGroup(child), abortGraceMs);
    };
    const settle = (): void => {
      clearTimeout(watchdog);
      clearTimeout(abortTimer);
      signal?.removeEventListener('abort', abort);
      child.stdin.destroy();
    };

    // Whoever stops reading early says why on its own streams.
    child.stdin.on('error', () => undefined);
    child.stdout.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > most) stop('flood');
      else chunks.push(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (stderr.length < STDERR_CHARACTERS) stderr += text;
    });
    child.on('error', (cause) => {
      settle();
      reject(new SandboxFault(`cannot start ${command}: ${cause.message}`, { cause }));
    });
    child.on('close', (code, killedBy) => {
      settle();
      resolve({ output: Buffer.concat(chunks), stderr: stderr.trim(), code, signal: killedBy, cut });
    });
    if (signal?.aborted === true) abort();
    else {
      signal?.addEventListener('abort', abort, { once: true });
      child.stdin.write(input);
    }
  });
}
