import type { Language, Problem } from './problem.js';
import type { Sources } from './sources.js';

/** The problems of one dataset in the languages asked for. */
export interface LoadedDataset {
  readonly id: string;
  /** By language in the order of `LANGUAGES`, then by number. */
  readonly problems: Problem[];
  /** SHA-256 (hex) over the SHA-256 of the uncompressed files that were read: the identity of what was studied. */
  readonly hash: string;
}

export interface DatasetSummary {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  /** Whether its files come from the network (`fetchDataset`) or with the package. */
  readonly origin: 'fetched' | 'bundled';
}

/** A dataset: one folder, and one line in the registry of `index.ts`. */
export interface DatasetModule extends DatasetSummary {
  /** Its public files; null where the dataset is bundled. */
  sources(): Sources | null;
  load(languages: readonly Language[]): Promise<LoadedDataset>;
}
