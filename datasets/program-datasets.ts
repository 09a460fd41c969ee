import { UserError } from '../harness/errors.js';
import type { DatasetSummary } from './contract.js';
import { effibenchX } from './effibench-x/index.js';
import { miniEffibench } from './mini-effibench/index.js';
import type { ProgramDataset, ProgramDatasetModule } from './program-dataset.js';
import { LANGUAGES, type Language } from './problem.js';

const DATASETS: readonly ProgramDatasetModule[] = [miniEffibench, effibenchX];

/** The registered datasets of programs, in the order in which they are shown. */
export function listProgramDatasets(): DatasetSummary[] {
  return DATASETS.map(({ id, title, licence, origin }) => ({ id, title, licence, origin }));
}

/**
 * The problems of a dataset of programs.
 *
 * @throws {UserError} for an unknown id, a missing or changed file, a damaged record.
 */
export async function loadProgramDataset(
  id: string,
  options: { readonly languages?: readonly Language[] | undefined } = {},
): Promise<ProgramDataset> {
  return await programDatasetModule(id).load(options.languages ?? LANGUAGES);
}

/**
 * The module of a dataset of programs.
 *
 * @throws {UserError} for an unknown id.
 */
export function programDatasetModule(id: string): ProgramDatasetModule {
  const dataset = DATASETS.find((candidate) => candidate.id === id);
  if (dataset === undefined) {
    throw new UserError(
      `Unknown dataset of programs "${id}": use one of ${DATASETS.map((known) => known.id).join(', ')}`,
    );
  }
  return dataset;
}
