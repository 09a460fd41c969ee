/**
 * The contract of all sandboxes. A job is a set of files and a sequence of steps (compile, link, run) that one untrusted
 * author may influence; it gets one fresh sandbox, and everything in it is dead and gone when its report arrives.
 */

import type { Language } from '../../datasets/problem.js';
import type { Toolchain } from '../languages/contract.js';
import type { Resident, ResidentJob } from './resident-contract.js';

/** The private folder of a job, inside its sandbox: its files are there, and its steps run there. */
export const WORK_FOLDER = '/work';

/** Where a job finds what an earlier one built, read-only: see `SandboxJob.collect`. */
export const BUILT_FOLDER = '/opt/perforch/built';

export interface Limits {
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Resident memory of the whole process tree. */
  readonly memoryBytes: number;
  readonly processes: number;
  readonly openFiles: number;
  /** Largest single file that may be written. */
  readonly fileBytes: number;
  /** stdout and stderr together; what is beyond ends the step with `output` as its limit. */
  readonly outputBytes: number;
}

/** A read-only view of a host path, seen inside at `inside` (absolute). */
export interface Mount {
  readonly host: string;
  readonly inside: string;
}

export interface SourceFile {
  /** Relative to the work folder `/work`; no `..`, not absolute. */
  readonly path: string;
  readonly content: string;
}

/** Like a source file, and may be of bytes; text is written as UTF-8. */
export interface JobFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

export interface Step {
  readonly name: string;
  readonly phase: 'build' | 'run';
  /** argv[0] is an absolute path inside the sandbox; the working directory is `/work`. */
  readonly argv: readonly string[];
  /** The complete environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly limits: Limits;
  readonly stdin?: string | undefined;
  /** Of the standard output, where the first 64 KiB are not enough; at most `MOST_KEPT_BYTES`. */
  readonly keptOutputBytes?: number | undefined;
  /**
   * Opens the private channel: descriptor 3 (the program writes) and 4 (the program reads). The program sends
   * `done <token>\n`, reads a fresh nonce (32 hex digits and `\n`), sends `nonce <nonce>\n`; or it sends
   * `fail <token>\n` when a test's comparison failed. Anything else is a forgery. Before the end it may send
   * `mark <token>\n` up to `MOST_MARKS` times and read `go\n` each time: the supervisor reads the clocks in between.
   */
  readonly token?: string | undefined;
  /** Sample the tree's resident memory, some hundred times (limits on memory are enforced either way). */
  readonly sampleMemory: boolean;
  /** CPUs that the step may run on, by the kernel's numbers; all that the harness may use where it is left out. */
  readonly cpus?: readonly number[] | undefined;
  /** Goes before everything else on its CPUs, where the harness has the right to that, and can't leave them. */
  readonly timed?: boolean | undefined;
  /** Is the only step of its job, whose control group, where this machine lets us make one, then says what it used. */
  readonly accounted?: boolean | undefined;
}

/** A step's report holds no more of its output. */
export const MOST_KEPT_BYTES = 256 * 2 ** 20;

/** More marks than these are a forgery. */
export const MOST_MARKS = 64;

export interface SandboxJob {
  readonly files: readonly JobFile[];
  readonly mounts: readonly Mount[];
  /** Size of the private, in-memory work folder. */
  readonly workBytes: number;
  /** Run in order; the first step that doesn't exit with 0 is the last one. */
  readonly steps: readonly Step[];
  /** Files below `/work` to hand back when every step exited with 0: what a build made, for later jobs to run. */
  readonly collect?: readonly string[] | undefined;
}

export type LimitName = 'cpu' | 'wall' | 'memory' | 'output' | 'processes';

export type StepEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'signalled'; readonly signal: number }
  | { readonly kind: 'limit'; readonly limit: LimitName }
  /** The kernel would not execute argv[0]; `errno` says why, and so does a line on stderr. */
  | { readonly kind: 'not_started'; readonly errno: number };

/**
 * What came over the private channel. `completed`: the nonce came back, and nothing after it. `failed`: a comparison of
 * the tests failed. `silent`: nothing came. `forged`: something came that the wrapper doesn't send.
 */
export type ChannelState = 'none' | 'silent' | 'completed' | 'failed' | 'forged';

/** What the kernel charged to a job's control group. See harness/sandbox/cgroup.ts for what a charge is. */
export interface CgroupUsage {
  readonly method: 'cgroup1' | 'cgroup2';
  /**
   * Most that was charged to the group at once: memory of its processes, a page counting once however many share it;
   * kernel memory; tmpfs pages and page cache that it was first to touch. Charges are made in batches of up to 64 pages a
   * CPU, so it is up to that much too large. Pages of files that were cached before are not in it. Null where the kernel
   * keeps no peak: cgroup v2 before Linux 5.19.
   */
  readonly peakBytes: number | null;
  readonly currentBytes: number;
  /**
   * Page cache charged to the group now, tmpfs left out. It may be in the peak, and the same step wouldn't have it a second
   * time, as it would find the files cached.
   */
  readonly pageCacheBytes: number;
  /** User and system time of all that ran in the group, reaped or not; in steps of 1,000 ns with cgroup v2. */
  readonly cpuNs: number;
}

/** Clocks of a step since its start, read while the program waits. */
export interface Mark {
  readonly wallNs: number;
  /** User and system time of the process tree; that of children which have been waited for is in steps of a clock tick. */
  readonly cpuNs: number;
}

export interface Usage {
  readonly wallNs: number;
  /** User and system time of the whole process tree, reaped orphans included. */
  readonly cpuUserNs: number;
  readonly cpuSystemNs: number;
  /** Peak of the process tree: the larger of the sampled sum and the largest single process's own peak. */
  readonly maxRssBytes: number;
  /** Time-weighted mean of the samples; null when there are fewer than 5. */
  readonly meanRssBytes: number | null;
  readonly rssSamples: number;
  readonly involuntarySwitches: number;
  /** Of an accounted step, where this machine lets us make control groups; else null. */
  readonly cgroup: CgroupUsage | null;
}

export interface StepReport {
  readonly name: string;
  readonly phase: 'build' | 'run';
  readonly end: StepEnd;
  readonly channel: ChannelState;
  readonly usage: Usage;
  /** One for each `mark`, in order, and a last one for `done`; empty without a private channel. */
  readonly marks: readonly Mark[];
  /** The first 64 KiB of each stream, of stdout more where the step asks for it; the byte counts are of all that came. */
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
}

/** Steps that were not reached have no report. */
export interface SandboxReport {
  readonly steps: readonly StepReport[];
  /** What `collect` asked for, in its order; empty when a step failed. */
  readonly files: readonly CollectedFile[];
}

export interface CollectedFile {
  /** Relative to `/work`. */
  readonly path: string;
  readonly content: Buffer;
}

export type Probe =
  | { readonly state: 'ready'; readonly version: string; readonly notes: readonly string[] }
  | { readonly state: 'unusable'; readonly reason: string; readonly advice: string };

export interface Sandbox {
  readonly id: string;
  /** For the record, beside the id: what may differ behind it, as an image's digest. Known after `probe`. */
  readonly description?: string;
  /** Tries a real job; never throws. */
  probe(): Promise<Probe>;
  /**
   * Runs one job. Throws `SandboxFault` when the sandbox itself failed (never for what a program did), and
   * `AbortError` when `signal` was raised, after everything of the job is gone.
   */
  run(job: SandboxJob, signal?: AbortSignal): Promise<SandboxReport>;
  /** Starts a program of ours that stays; absent where a sandbox can't. What kept it from starting shows in its first exchange. */
  openResident?(job: ResidentJob, signal?: AbortSignal): Promise<Resident>;
  /**
   * The toolchains that the sandbox brings with it, where programs see those and not this machine's. Throws `UserError`
   * when they can't be read.
   */
  toolchains?(): Promise<ReadonlyMap<Language, Toolchain>>;
  /** Ends what is kept ready for further jobs. A process that forgets it leaves nothing behind all the same. */
  close?(): Promise<void>;
  /** What a harness with this process id has made in an engine and not removed, beside processes: names of containers. */
  leftovers?(pid: number): Promise<readonly string[]>;
}

/** The sandbox failed, not the program in it. */
export class SandboxFault extends Error {
  override readonly name = 'SandboxFault';
}
