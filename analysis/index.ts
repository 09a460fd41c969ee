import { LANGUAGES } from '../datasets/problem.js';
import { STAGES, type StudyResults } from '../harness/study/results.js';
import { CALIBRATION, type Analysis } from './analysis.js';
import { inFixedOrder } from './cells.js';
import { checkResults } from './check.js';
import { byCodeUnit } from './order.js';
import { countOutcomes } from './outcomes.js';
import { rankContexts } from './ranking/index.js';
import { wsm } from './ranking/wsm.js';
import { passAtKRows } from './sampling.js';

export { CALIBRATION, type Analysis, type Calibration } from './analysis.js';
export { EXPORTERS, type Exporter, type ExportOptions } from './export/index.js';
export { buildProfile, renderProfile, ProfileSchema, type Profile } from './profile/index.js';
export { DEFAULT_WEIGHTS } from './ranking/index.js';
export { allTables, type Table } from './tables/index.js';

/**
 * Computes every figure of a study. The order of cells and models in `results` changes nothing.
 * Throws `UserError` for unusable weights and `Error` for results that contradict themselves.
 */
export function analyse(results: StudyResults): Analysis {
  checkResults(results);
  const cells = inFixedOrder(results.cells);
  const models = [...results.models]
    .sort((a, b) => byCodeUnit(a.id, b.id))
    .map(({ id, name, scripted }) => ({ id, name, scripted }));
  const modelIds = models.map((model) => model.id);
  return {
    study: {
      name: results.studyName,
      hash: results.studyHash,
      seed: results.seed,
      machine: results.machine,
      datasetHashes: Object.fromEntries(
        Object.entries(results.datasetHashes).sort(([a], [b]) => byCodeUnit(a, b)),
      ),
    },
    calibration: CALIBRATION,
    method: wsm.id,
    weights: results.weights,
    languages: LANGUAGES.filter((language) => results.languages.includes(language)),
    stages: STAGES.filter((stage) => results.stages.includes(stage)),
    models,
    contexts: rankContexts(results, cells, modelIds, results.weights, wsm),
    outcomes: countOutcomes(cells, modelIds),
    passAtK: passAtKRows(results, cells, modelIds),
  };
}
