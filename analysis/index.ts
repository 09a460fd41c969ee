import { LANGUAGES } from '../datasets/problem.js';
import { STAGES, type StudyResults } from '../harness/study/results.js';
import type { Analysis } from './analysis.js';
import { inFixedOrder } from './cells.js';
import { inCertificateOrder } from './certificates.js';
import { checkResults } from './check.js';
import { measurabilityRows } from './measurability.js';
import { byCodeUnit } from './order.js';
import { countOutcomes } from './outcomes.js';
import { compareModels } from './comparisons.js';
import { costRows } from './costs.js';
import { countWinners, interactions, routerGains } from './heterogeneity/index.js';
import { refineLists } from './refine-lists.js';
import { rankingSources } from './ranking-sources.js';
import { DEFAULT_METHOD, methodOf, rankContexts } from './ranking/index.js';
import { passAtKRows } from './sampling.js';
import { sensitivityRows } from './sensitivity.js';
import { cappedScores } from './capped-scores.js';
import { ownProgramsRows } from './own-programs.js';
import { speedRows } from './speed.js';
import { contextUncertainty, RESAMPLES } from './uncertainty.js';

export type { Analysis } from './analysis.js';
export { EXPORTERS, tableFiles, type Exporter, type ExportOptions } from './export/index.js';
export {
  buildProfile,
  compareProfiles,
  ProfileSchema,
  renderProfile,
  type FirstPlace,
  type Profile,
  type ProfileComparison,
} from './profile/index.js';
export { evaluationTables } from './evaluation/index.js';
export { cutIntoFolds } from './heterogeneity/index.js';
export { placeModel, resultsOfModel, type Placing } from './placing.js';
export { DEFAULT_METHOD, DEFAULT_WEIGHTS, RANKING_METHODS } from './ranking/index.js';
export { allTables, shownTables, type Table } from './tables/index.js';
export { besideTable, placesTable } from './tables/places.js';

export interface AnalysisOptions {
  /** Id of a ranking method; the weighted sum with min-max normalisation by default. */
  readonly method?: string;
  /** Bootstrap resamples, weight vectors and, less one, permutations; 1,000 by default, at least 2. */
  readonly resamples?: number;
}

/**
 * Computes every figure of a study. The order of cells and models in `results` changes nothing.
 * Throws `UserError` for unusable weights or an unknown method and `Error` for results that contradict themselves.
 */
export function analyse(results: StudyResults, options: AnalysisOptions = {}): Analysis {
  const method = methodOf(options.method ?? DEFAULT_METHOD);
  const resamples = options.resamples ?? RESAMPLES;
  checkResults(results);
  const cells = inFixedOrder(results.cells);
  const models = [...results.models]
    .sort((a, b) => byCodeUnit(a.id, b.id))
    .map(({ id, name, scripted }) => ({ id, name, scripted }));
  const modelIds = models.map((model) => model.id);
  const languages = LANGUAGES.filter((language) => results.languages.includes(language));
  const ranked = rankContexts(results, cells, modelIds, results.weights, method);
  const contexts = ranked.map(({ ranking }) => ranking);
  const { weights, seed } = results;
  const resampling = { method, weights, seed, resamples };
  const uncertainty = ranked.map((context) => contextUncertainty(context, resampling));
  return {
    study: {
      name: results.studyName,
      hash: results.studyHash,
      seed: results.seed,
      machine: results.machine,
      datasetHashes: inCodeUnitOrder(results.datasetHashes),
      ...(results.selection == null ? {} : { selection: results.selection }),
    },
    measuring: {
      presets: results.presets,
      machines: inCodeUnitOrder(results.machines),
    },
    method: method.id,
    severalCategories: method.severalCategories,
    resamples,
    weights: results.weights,
    refineThresholds: results.refineThresholds ?? {},
    languages,
    stages: STAGES.filter((stage) => results.stages.includes(stage)),
    models,
    prices: results.prices ?? {},
    contexts,
    uncertainty,
    refineLists: refineLists(ranked, { seed, resamples }),
    comparisons: compareModels(ranked, { seed, resamples }),
    sensitivity: sensitivityRows(ranked, method, { seed, draws: resamples }),
    winners: countWinners(ranked, uncertainty),
    interactions: interactions(ranked, { seed, permutations: resamples - 1 }),
    routerGains: routerGains(ranked, { ...resampling, preset: results.presets[0] ?? null }),
    rankingSources: rankingSources(results, contexts),
    outcomes: countOutcomes(cells, modelIds),
    passAtK: passAtKRows(results, cells, modelIds),
    costs: costRows(results.costs, cells, modelIds),
    speed: speedRows(results, cells, modelIds),
    cappedScores: cappedScores(results, cells, modelIds),
    ownPrograms: ownProgramsRows(results, modelIds),
    measurability: measurabilityRows({ presets: results.presets, languages }, cells),
    certificates: inCertificateOrder(results.certificates),
  };
}

function inCodeUnitOrder(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => byCodeUnit(a, b)));
}
