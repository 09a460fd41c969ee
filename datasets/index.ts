import { UserError } from '../harness/errors.js';
import type { AnyDataset } from './any-problem.js';
import type { DatasetModule, DatasetSummary, LoadedDataset } from './contract.js';
import { humanevalX } from './humaneval-x/index.js';
import { humanevalpack } from './humanevalpack/index.js';
import { mini } from './mini/index.js';
import { LANGUAGES, type Language } from './problem.js';
import { isProgramDataset } from './program-dataset-ids.js';
import { loadProgramDataset, programDatasetModule } from './program-datasets.js';

export type { DatasetSummary, LoadedDataset } from './contract.js';

const DATASETS: readonly DatasetModule[] = [mini, humanevalX, humanevalpack];

/** The registered datasets, in the order in which they are shown. */
export function listDatasets(): DatasetSummary[] {
  return DATASETS.map(({ id, title, licence, origin }) => ({ id, title, licence, origin }));
}

/**
 * The problems of a dataset, its files verified.
 *
 * @throws {UserError} for an unknown id, a missing file, a file with another hash, a damaged line.
 */
export async function loadDataset(
  id: string,
  options: { readonly languages?: readonly Language[] | undefined } = {},
): Promise<LoadedDataset> {
  const dataset = datasetModule(id);
  const wanted = options.languages ?? LANGUAGES;
  return await dataset.load(LANGUAGES.filter((language) => wanted.includes(language)));
}

/**
 * The problems of a dataset of functions or of whole programs.
 *
 * @throws {UserError} as `loadDataset`.
 */
export async function loadAnyDataset(
  id: string,
  options: { readonly languages?: readonly Language[] | undefined } = {},
): Promise<AnyDataset> {
  if (isProgramDataset(id)) return await loadProgramDataset(id, options);
  const tests = () => Promise.reject(new Error(`${id} has no whole programs`));
  return { ...(await loadDataset(id, options)), notSupported: [], tests };
}

/**
 * Makes sure that there is a dataset of this name, of either kind.
 *
 * @throws {UserError} for an unknown id.
 */
export function requireDataset(id: string): void {
  if (isProgramDataset(id)) programDatasetModule(id);
  else datasetModule(id);
}

/**
 * The module of a dataset of functions.
 *
 * @throws {UserError} for an unknown id.
 */
export function datasetModule(id: string): DatasetModule {
  const dataset = DATASETS.find((candidate) => candidate.id === id);
  if (isProgramDataset(id)) {
    throw new UserError(`The dataset "${id}" has whole programs, which can't be used here`);
  }
  if (dataset === undefined) {
    const known = DATASETS.map((candidate) => candidate.id).join(', ');
    throw new UserError(`Unknown dataset "${id}": use one of ${known}`);
  }
  return dataset;
}
