import { LANGUAGES } from '../datasets/problem.js';
import { STAGES, type StudyResults } from '../harness/study/results.js';
import type { Analysis } from './analysis.js';
import { inFixedOrder } from './cells.js';
import { inCertificateOrder } from './certificates.js';
import { checkResults } from './check.js';
import { measurabilityRows } from './measurability.js';
import { byCodeUnit } from './order.js';
import { countOutcomes } from './outcomes.js';
import { costRows } from './costs.js';
import { countWinners, interactions, routerGains } from './heterogeneity/index.js';
import { resampleContexts } from './resampled-context.js';
import { rankingSources } from './ranking-sources.js';
import { DEFAULT_METHOD, methodOf, rankContexts } from './ranking/index.js';
import { passAtKRows } from './sampling.js';
import { sensitivityRows } from './sensitivity.js';
import { cappedScores } from './capped-scores.js';
import { commonRuntimeRows } from './common-runtimes.js';
import { ownProgramsRows } from './own-programs.js';
import { speedRows } from './speed.js';
import { RESAMPLES } from './uncertainty.js';

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
  /** From how many cells on a second thread, if the machine has a second CPU, takes part. It changes nothing but the time. */
  readonly worthHelp?: number;
}

/** With fewer it would take longer to start than it saves. */
const WORTH_HELP = 20_000;

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
  const alone = cells.length < (options.worthHelp ?? WORTH_HELP);
  const input = { contexts: ranked, method: method.id, weights, seed, resamples };
  const resampled = resampleContexts(input, { alone });
  // All that a second thread can't do, while it is at the contexts.
  const ofCells = {
    outcomes: countOutcomes(cells, modelIds),
    passAtK: passAtKRows(results, cells, modelIds),
    costs: costRows(results.costs, cells, modelIds),
    speed: speedRows(results, cells, modelIds),
    cappedScores: cappedScores(results, cells, modelIds),
    commonRuntimes: commonRuntimeRows(results, modelIds),
    ownPrograms: ownProgramsRows(results, modelIds),
    measurability: measurabilityRows({ presets: results.presets, languages }, cells),
  };
  const acrossContexts = {
    sensitivity: sensitivityRows(ranked, method, { seed, draws: resamples }),
    interactions: interactions(ranked, { seed, permutations: resamples - 1 }),
    routerGains: routerGains(ranked, {
      method,
      weights,
      seed,
      resamples,
      preset: results.presets[0] ?? null,
    }),
  };
  const byContext = resampled();
  const uncertainty = byContext.map((own) => own.uncertainty);
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
    refineLists: byContext.map((own) => own.refineLists),
    comparisons: byContext.flatMap((own) => own.comparisons),
    ...acrossContexts,
    winners: countWinners(ranked, uncertainty),
    rankingSources: rankingSources(results, contexts),
    ...ofCells,
    certificates: inCertificateOrder(results.certificates),
  };
}

function inCodeUnitOrder(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).sort(([a], [b]) => byCodeUnit(a, b)));
}
