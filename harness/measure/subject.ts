import type { Language } from '../../datasets/problem.js';
import type { RepeatCounts, RepeatOptions, Toolchain } from '../languages/contract.js';
import type { Sandbox } from '../sandbox/contract.js';
import type { RunLimits } from '../stages/limits.js';
import type { Verdict } from '../stages/verdict.js';
import type { Sample } from './sample.js';

/** What is measured: the programs of one problem, each made to be run as often as it takes. */
export interface MeasuringSubject {
  readonly language: Language;
  /** Its runtime compiles while a program runs, so that repetitions get cheaper for a long time. */
  readonly warmsUp: boolean;
  /** Processes that a repetition takes; null where all repetitions of a run are in one. */
  readonly processesARepetition: number | null;
  /** Constructs in a program that can make its repetitions cheaper than single calls are. */
  stateKept(program: string): readonly string[];
  /** Throws `SandboxFault` when the sandbox failed, `AbortError` when it was stopped. */
  build(program: string, settings: BuildSettings, signal?: AbortSignal): Promise<BuildOutcome>;
}

export interface BuildSettings {
  readonly sandbox: Sandbox;
  readonly toolchain: (language: Language) => Toolchain;
  readonly build: RepeatOptions['build'];
  readonly limits: RunLimits;
  /** Where the compiler may run; all CPUs where it is left out. */
  readonly cpus?: readonly number[];
}

export type BuildOutcome =
  | { readonly state: 'built'; readonly program: MeasuredProgram }
  | { readonly state: 'failed'; readonly detail: string };

/** A program that was built once, to be run many times. */
export interface MeasuredProgram {
  /** In a fresh sandbox. Throws `SandboxFault` when the sandbox failed, `AbortError` when it was stopped. */
  run(counts: RepeatCounts, settings: RunSettings, signal?: AbortSignal): Promise<RunOutcome>;
  /** Under Valgrind, which counts its instructions; null where there is none, or it can't run this program. */
  runCounted(counts: RepeatCounts, cpuMs: number, signal?: AbortSignal): Promise<Observed | null>;
  dispose(): Promise<void>;
}

export interface RunSettings {
  readonly cpuMs: number;
  /** Timed on this CPU alone; null: anywhere, with its memory sampled. */
  readonly timingCpu: number | null;
}

export type Observed = Omit<Sample, 'side' | 'purpose' | 'pair'>;

export type RunOutcome =
  | {
      readonly state: 'ran';
      readonly observed: Observed;
      /** Files that nobody had read before, in the memory charged to the run's control group. */
      readonly coldBytes: number;
    }
  | FailedRun;

export interface FailedRun {
  readonly state: 'failed';
  readonly verdict: Verdict;
  readonly detail: string;
}
