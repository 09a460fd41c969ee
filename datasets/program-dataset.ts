import type { DatasetSummary } from './contract.js';
import type { SourceFile } from './described.js';
import type { FetchProgress } from './fetch.js';
import type { Language } from './problem.js';
import type { NotSupported, ProgramProblem, ProgramTest } from './program-problem.js';

/** The problems of a dataset of programs in the languages asked for; their tests stay where they are. */
export interface ProgramDataset {
  readonly id: string;
  /** By language in the order of `LANGUAGES`, then as in the dataset. */
  readonly problems: readonly ProgramProblem[];
  /** What the dataset lacks in a language: counted, never judged. */
  readonly notSupported: readonly NotSupported[];
  /** Tasks in any language, judged or not. */
  readonly taskCount: number;
  /** SHA-256 (hex) over the SHA-256 of the files that were read. */
  readonly hash: string;
  /**
   * The tests of one problem, in the dataset's order; keep no more of them than needed.
   *
   * @throws {UserError} where they are damaged.
   */
  tests(problem: ProgramProblem): Promise<readonly ProgramTest[]>;
  /** How many tests a problem has, without keeping them. */
  testCount(problem: ProgramProblem): Promise<number>;
}

/** A file of a dataset as it was found on this machine. */
export interface ProgramFile {
  readonly file: string;
  readonly path: string;
  /** `unpinned`: whole, but no hash is known to compare it with. */
  readonly state: 'good' | 'unpinned' | 'missing' | 'unreadable' | 'wrong_hash';
  readonly sha256: string | null;
  /** What is wrong and what to do, in one line; null for a good file. */
  readonly message: string | null;
}

/** A dataset of programs: one folder, and one line in the registry of `program-datasets.ts`. */
export interface ProgramDatasetModule extends DatasetSummary {
  load(languages: readonly Language[]): Promise<ProgramDataset>;
  /** Empty for a bundled dataset. */
  inspect(): Promise<readonly ProgramFile[]>;
  /** The files that are read here, as far as they are whole; none for a bundled dataset. */
  sourceFiles(): Promise<readonly SourceFile[]>;
  /** Brings the files here and gives their paths; none for a bundled dataset. */
  fetch(options: ProgramFetchOptions): Promise<readonly string[]>;
}

export interface ProgramFetchOptions {
  readonly onProgress?: ((progress: FetchProgress) => void) | undefined;
  /** Told once for each file: its hash, where the hash is from, and what it was compared with. */
  readonly onTrust?: ((line: string) => void) | undefined;
  /** Stands for scheme and host of the public address: a mirror, or a test's own server. */
  readonly baseUrl?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}
