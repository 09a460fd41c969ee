import type { Language, Problem } from '../../datasets/problem.js';
import type { JobFile, Mount, SourceFile, StepReport } from '../sandbox/contract.js';

/**
 * A **program** is source text that stands before the tests: imports, helpers, the entry point. It has no tests, no
 * `main` and (Go) no package clause. Extraction makes one of an answer, `programOf` one of a body, `assemble` adds the
 * tests and the verdict wrapper.
 */
export interface LanguageModule {
  readonly id: Language;
  /** As shown to people and in prompts: `C++`, `Go`. */
  readonly label: string;
  /** What models write behind the opening of a fenced block, lower case: `cpp`, `c++`, `cc`. The first is canonical. */
  readonly fences: readonly string[];
  /** Finds the compiler and its prepared libraries on this machine. Never throws for what is missing. */
  locate(): Promise<ToolchainStatus>;
  /** Builds what every program of this language needs (crates, packages, headers). Idempotent; needs a network. */
  prepare(log: (line: string) => void): Promise<void>;
  /** The program that a body makes in this problem's declaration. */
  programOf(problem: Problem, body: string): string;
  extract(problem: Problem, answer: string): Extraction;
  assemble(problem: Problem, program: string, toolchain: Toolchain, options: AssembleOptions): Assembly;
  /** The same tests made to be repeated in one process, for timing. Only for programs that passed. */
  assembleRepeated(
    problem: Problem,
    program: string,
    toolchain: Toolchain,
    options: RepeatOptions,
  ): RepeatedAssembly;
  /**
   * Constructs in a program that can keep state from one call to the next, as its source shows them (a static variable, a
   * cache decorator): repetitions of such a program may be cheaper than calls are. Empty for most programs.
   */
  stateKept(program: string): readonly string[];
  /** A compiler that stays, and is asked before an assembly's own build steps. */
  readonly residentCompiler?: ResidentCompiler;
  /** Its runtime compiles while the program runs, so that repetitions get cheaper for a long time. */
  readonly warmsUp?: boolean;
  /** Whether a run ended because its runtime kept it from more memory (a limit that we set, not the supervisor's). */
  ranOutOfMemory?(run: StepReport): boolean;
}

/**
 * Only its successes count: whatever else it says, the assembly's own build steps decide. So a program that it refuses, or
 * that brings it down, has the verdict that it has without it.
 */
export interface ResidentCompiler {
  /** The process that stays, with messages on its standard input and output. */
  start(toolchain: Toolchain): Pick<BuildOrRun, 'name' | 'argv' | 'env'>;
  request(assembly: Assembly): Uint8Array;
  /**
   * What the assembly's build steps would leave in the work folder, byte for byte, as far as its run needs it; null where
   * the reply isn't certain to be that.
   */
  built(reply: Buffer, toolchain: Toolchain, token: string): readonly JobFile[] | null;
}

export interface AssembleOptions {
  /** Which tests: the hidden ones, or only those that a model may see. */
  readonly tests: 'hidden' | 'example';
  /** Secret of this run that the wrapper proves its end with; 32 hex digits. */
  readonly token: string;
}

export interface RepeatOptions {
  /** Secret of this build that the wrapper marks its phases with; 32 hex digits. */
  readonly token: string;
  /** `optimised`: the flags of verdicts. `plain`: no optimisation flags, as in the study's own protocol. */
  readonly build: 'optimised' | 'plain';
}

/**
 * A program and its hidden tests as one process that does this: load; mark; `warmUp` repetitions of the test body, with
 * a mark after the first of them; mark; `repetitions` repetitions; the usual proof of the end. So there are always three
 * marks before the end. Every comparison of every repetition is checked as it is for a verdict.
 */
export interface RepeatedAssembly {
  readonly files: readonly SourceFile[];
  /** Build steps; none for a language without a compiler. */
  readonly builds: readonly BuildOrRun[];
  /** Files below the work folder that the builds make and runs need: runs find them in `BUILT_FOLDER`. */
  readonly collect: readonly string[];
  /** Files that runs need in their work folder. */
  readonly runFiles: readonly SourceFile[];
  run(counts: RepeatCounts): BuildOrRun;
}

export interface RepeatCounts {
  /** Unmeasured repetitions before; at least 0. */
  readonly warmUp: number;
  /** At least 0: with 0 a run is start-up alone. */
  readonly repetitions: number;
}

export type Extraction =
  | { readonly state: 'program'; readonly source: string; readonly how: string }
  | { readonly state: 'no_code'; readonly reason: string };

export interface BuildOrRun {
  readonly name: string;
  readonly phase: 'build' | 'run';
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface Assembly {
  readonly files: readonly SourceFile[];
  /** The last one is the run, and the only one in which the tests speak over the private channel. */
  readonly steps: readonly BuildOrRun[];
}

export interface Toolchain {
  readonly language: Language;
  readonly version: string;
  /** Compiler and libraries, by the role that `assemble` knows, as absolute paths inside the sandbox. */
  readonly paths: Readonly<Record<string, string>>;
  readonly mounts: readonly Mount[];
  /** What was compiled beforehand and the harness itself puts beside a program: files by name, base64. */
  readonly compiled?: Readonly<Record<string, string>>;
  /** Compiler, version, flags and prepared libraries in one line: part of the identity of a run. */
  readonly fingerprint: string;
}

export type ToolchainStatus =
  | { readonly state: 'ready'; readonly toolchain: Toolchain }
  | { readonly state: 'missing'; readonly what: string; readonly advice: string }
  | { readonly state: 'too_old'; readonly found: string; readonly minimum: string; readonly advice: string };
