import type { Readable, Writable } from 'node:stream';
import type { SandboxJob } from './contract.js';
import { mostReportBytes } from './wire.js';

export interface Outcome {
  readonly output: Buffer;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why the harness itself ended it, if it did. */
  readonly cut: 'aborted' | 'watchdog' | 'flood' | undefined;
}

/** A supervisor in its sandbox, reached over a process's pipes or an engine's stream. */
export interface Line {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Ends the sandbox by force; may be called more than once, and when it has ended. */
  kill(): void;
  /** Settles when everything in the sandbox is gone and its output has been read. */
  readonly closed: Promise<Pick<Outcome, 'code' | 'signal'>>;
}

export interface SuperviseOptions {
  readonly signal?: AbortSignal | undefined;
  /** Beyond the sum of all wall limits. */
  readonly graceMs?: number;
  readonly abortGraceMs?: number;
}

const STDERR_CHARACTERS = 4096;
/** Start, writing the files, killing and reaping, on a busy machine. */
const GRACE_MS = 20_000;
/** A supervisor that sees its input end needs this long at most to take its sandbox down. */
const ABORT_GRACE_MS = 2_000;

/**
 * Feeds a supervisor the encoded job and collects what it says until its sandbox is gone. The input stays open all the
 * while: the supervisor takes its end for the harness's death. Rejects as `line.closed` does.
 */
export async function supervise(
  line: Line,
  input: Buffer,
  job: SandboxJob,
  { signal, graceMs = GRACE_MS, abortGraceMs = ABORT_GRACE_MS }: SuperviseOptions = {},
): Promise<Outcome> {
  const chunks: Buffer[] = [];
  const most = mostReportBytes(job);
  let received = 0;
  let stderr = '';
  let cut: Outcome['cut'];

  const stop = (why: NonNullable<Outcome['cut']>): void => {
    cut ??= why;
    line.kill();
  };
  const wallMs = job.steps.reduce((sum, step) => sum + step.limits.wallMs, 0);
  // Node's timers hold at most 2^31 - 1 ms.
  const watchdog = setTimeout(() => stop('watchdog'), Math.min(wallMs + graceMs, 2 ** 31 - 1));
  let abortTimer: NodeJS.Timeout | undefined;
  // First by the end of the input: a sandbox killed while it starts can leave a half-made one behind.
  const abort = (): void => {
    cut ??= 'aborted';
    line.stdin.destroy();
    abortTimer = setTimeout(() => line.kill(), abortGraceMs);
  };

  // Whoever stops reading early says why on its own streams.
  line.stdin.on('error', () => undefined);
  line.stdout.on('data', (chunk: Buffer) => {
    received += chunk.length;
    if (received > most) stop('flood');
    else chunks.push(chunk);
  });
  line.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < STDERR_CHARACTERS) stderr += text;
  });
  if (signal?.aborted === true) abort();
  else {
    signal?.addEventListener('abort', abort, { once: true });
    line.stdin.write(input);
  }
  try {
    const ended = await line.closed;
    return { output: Buffer.concat(chunks), stderr: stderr.trim(), ...ended, cut };
  } finally {
    clearTimeout(watchdog);
    clearTimeout(abortTimer);
    signal?.removeEventListener('abort', abort);
    line.stdin.destroy();
  }
}
