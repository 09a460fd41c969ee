import { LANGUAGES } from '../datasets/problem.js';
import { STAGES, type StudyResults } from '../harness/study/results.js';
import type { Analysis } from './analysis.js';
import { inFixedOrder } from './cells.js';
import { inCertificateOrder } from './certificates.js';
import { checkResults } from './check.js';
import { measurabilityRows } from './measurability.js';
import { byCodeUnit } from './order.js';
import { countOutcomes } from './outcomes.js';
import { rankContexts } from './ranking/index.js';
import { wsm } from './ranking/wsm.js';
import { passAtKRows } from './sampling.js';
import { speedRows } from './speed.js';

export type { Analysis } from './analysis.js';
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
  const languages = LANGUAGES.filter((language) => results.languages.includes(language));
  return {
    study: {
      name: results.studyName,
      hash: results.studyHash,
      seed: results.seed,
      machine: results.machine,
      datasetHashes: inCodeUnitOrder(results.datasetHashes),
    },
    measuring: {
      presets: results.presets,
      machines: inCodeUnitOrder(results.machines),
    },
    method: wsm.id,
    weights: results.weights,
    languages,
    stages: STAGES.filter((stage) => results.stages.includes(stage)),
    models,
    contexts: rankContexts(results, cells, modelIds, results.weights, wsm),
    outcomes: countOutcomes(cells, modelIds),
    passAtK: passAtKRows(results, cells, modelIds),
    speed: speedRows(results, cells, modelIds),
    measurability: measurabilityRows({ presets: results.presets, languages }, cells),
    certificates: inCertificateOrder(results.certificates),
  };
}

function inCodeUnitOrder(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => byCodeUnit(a, b)));
}
