import type { SandboxJob, Step } from './contract.js';

/**
 * A program of ours that stays in a sandbox of its own, and what it answers to. Whatever it works on may be untrusted, so
 * nothing that it says is believed further than a message can be checked.
 */
export interface ResidentJob extends Pick<SandboxJob, 'files' | 'mounts' | 'workBytes'> {
  /**
   * Its limits hold for the whole of its life. On its standard input and output it has messages: a u32 length
   * (big-endian) and as many bytes. It gets one, and answers with one.
   */
  readonly step: Omit<Step, 'stdin' | 'token' | 'timed' | 'accounted'>;
}

export interface ExchangeLimits {
  readonly wallMs: number;
  readonly replyBytes: number;
}

/** What one exchange took. */
export interface ExchangeUsage {
  /** From the request to the reply, as the harness saw it. */
  readonly wallNs: number;
  /**
   * User and system time of the whole process tree, by the supervisor's clocks, since the last reply: with what the program did in between, and in the
   * first exchange with its start.
   */
  readonly cpuNs: number;
  /** Peak of the process tree so far. */
  readonly maxRssBytes: number;
}

export interface Exchange {
  readonly reply: Buffer;
  readonly usage: ExchangeUsage;
}

export interface Resident {
  /**
   * Sends a request and waits for its reply; one at a time. Throws `SandboxFault` when there was none within the limits,
   * or the reason of `signal`: after either there is no other exchange.
   */
  exchange(request: Uint8Array, limits: ExchangeLimits, signal?: AbortSignal): Promise<Exchange>;
  /**
   * Ends it, and resolves when everything of it is gone, to the CPU time in ns that no exchange was charged with (0 where
   * it had to be killed before it was asked). May be called more than once.
   */
  close(): Promise<number>;
}
