import type { CalledFunction } from '../../datasets/program-problem.js';
import type { BuildOrRun, Toolchain } from '../languages/contract.js';
import type { SourceFile } from '../sandbox/contract.js';

/** How one language makes and starts a whole program, which reads standard input and prints its answer. */
export interface ProgramLanguage {
  /** A runner with a submission in its place, with the usual imports; absent where no dataset has runners. */
  inRunner?(runner: string, submission: string): string;
  /** A program of our own around a submission, which calls its function; absent where no dataset needs it. */
  aroundCall?(call: CalledFunction, submission: string): string;
  assemble(source: string, toolchain: Toolchain): ProgramAssembly;
}

/** A program to be built once and run many times. */
export interface ProgramAssembly {
  readonly files: readonly SourceFile[];
  readonly builds: readonly BuildOrRun[];
  /** Files below the work folder that the builds make: runs find them in `BUILT_FOLDER`. */
  readonly collect: readonly string[];
  /** Files that runs need in their work folder. */
  readonly runFiles: readonly SourceFile[];
  readonly run: BuildOrRun;
}
