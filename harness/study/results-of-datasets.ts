import { UserError } from '../errors.js';
import type { StudyResults } from './results.js';

/**
 * A study as if it had these datasets only; all of it where `wanted` is undefined. Models of which nothing is left are no
 * part of it. Throws `UserError` for a dataset that the study doesn't have, and names the option that asked for it.
 */
export function resultsOfDatasets(
  results: StudyResults,
  wanted: readonly string[] | undefined,
  option = '--datasets',
): StudyResults {
  if (wanted === undefined) return results;
  const known = Object.keys(results.datasetHashes);
  const stranger = wanted.find((id) => !known.includes(id));
  if (stranger !== undefined) {
    throw new UserError(
      `${option}: study ${results.studyName} has no problem of "${stranger}": use some of ${known.join(',')}`,
    );
  }
  const cells = results.cells.filter(({ dataset }) => wanted.includes(dataset));
  const models = new Set(cells.map(({ modelId }) => modelId));
  const hashes = Object.entries(results.datasetHashes).filter(([id]) => wanted.includes(id));
  return {
    ...results,
    datasetHashes: Object.fromEntries(hashes),
    models: results.models.filter(({ id }) => models.has(id)),
    cells,
    ownPrograms: (results.ownPrograms ?? []).filter(({ dataset }) => wanted.includes(dataset)),
    ownProgramCosts: (results.ownProgramCosts ?? []).filter(({ dataset }) => wanted.includes(dataset)),
    commonRuntimes: (results.commonRuntimes ?? []).filter(({ dataset }) => wanted.includes(dataset)),
    costs: results.costs.filter(({ dataset }) => wanted.includes(dataset)),
  };
}
