import { UserError } from '../errors.js';
import { fingerprintLine, fingerprintSchema } from '../measure/fingerprint.js';
import type { Store } from '../store/index.js';
import type { StoredSamples } from '../store/stored-samples.js';
import type { StudyRow } from '../store/studies.js';
import { lastCertificates } from './certify.js';
import { measurementsOf, type Measurements } from './cell-measurements.js';
import { loadCommonRuntimes } from './load-common-runtimes.js';
import { loadOwnPrograms } from './load-own-programs.js';
import type { CellResult, StudyResults } from './results.js';
import { thresholdsOf } from './refine-thresholds.js';
import { studySchema } from './spec.js';
import { storedPrices } from './stored-prices.js';

/** The study that is meant: by name, else by the start of its hash; the newest of several, or where nothing is said. */
export function chooseStudy(store: Store, wanted: string | undefined): StudyRow {
  const studies = store.studies.studies();
  if (studies.length === 0) throw new UserError('this database holds no study yet: run perforch run first');
  const matching = wanted === undefined ? studies : named(studies, wanted);
  const chosen = matching.at(-1);
  if (chosen !== undefined) return chosen;
  const names = studies.map(({ name, hash }) => `${name} (${hash.slice(0, 8)})`).join(', ');
  throw new UserError(`no study "${wanted ?? ''}" in this database: it holds ${names}`);
}

function named(studies: readonly StudyRow[], wanted: string): StudyRow[] {
  const sameName = studies.filter(({ name }) => name === wanted);
  return sameName.length > 0 ? sameName : studies.filter(({ hash }) => hash.startsWith(wanted));
}

/** All that the analysis reads of a study. */
export function loadResults(store: Store, study: StudyRow): StudyResults {
  const spec = studySchema.parse(JSON.parse(study.specJson));
  const measured = measurementsOf(store, study.hash);
  const cells = withMeasurements(store.cells.eachSamples(study.hash), measured);
  const hashes = store.studies.datasetHashes();
  const models = store.studies.models([...new Set(cells.map(({ modelId }) => modelId))]);
  const { weights } = spec;
  return {
    studyName: spec.name,
    studyHash: study.hash,
    datasetHashes: Object.fromEntries(spec.datasets.map((id) => [id, hashes[id] ?? 'unknown'])),
    selection: store.studies.selection(study.hash),
    seed: spec.seed,
    weights: {
      correctness: weights.correctness,
      executionTime: weights.execution_time,
      meanMemory: weights.mean_memory,
      maxMemory: weights.max_memory,
      cpuEfficiency: weights.cpu_efficiency,
    },
    refineThresholds: thresholdsOf(spec.refine_thresholds, spec.languages),
    models,
    prices: storedPrices(
      store,
      study.hash,
      models.map(({ id }) => id),
    ),
    languages: spec.languages,
    stages: spec.stages,
    machine: study.machine,
    presets: spec.measure.presets,
    machines: Object.fromEntries(
      store.cells
        .machines(study.hash)
        .map(({ hash, fingerprintJson }) => [hash, machineLine(fingerprintJson)]),
    ),
    certificates: lastCertificates(store),
    costs: store.charges.byDataset(study.hash).map(({ modelId, stage, dataset, answers, unpriced, usd }) => ({
      ...{ modelId, stage, dataset, answers, unpriced, usd },
    })),
    cells,
    commonRuntimes: loadCommonRuntimes(store, study.hash),
    ownPrograms: loadOwnPrograms(store, study.hash),
    ownProgramCosts: store.charges.ofOwnPrograms(study.hash),
  };
}

/**
 * Gives every passed cell the measurements of its problem and program: cells with the same program share them. A program
 * that did not pass has none, whatever is stored of it.
 */
function withMeasurements(all: Iterable<StoredSamples>, stored: Measurements): CellResult[] {
  const results: CellResult[] = [];
  for (const { modelId, problem, stage, numbers, answerStates, verdicts, programHashes } of all) {
    const { uid: problemUid, dataset, taskNumber, language, categories } = problem;
    const byProgram = stored.get(problemUid);
    for (let place = 0; place < numbers.length; place += 1) {
      const verdict = verdicts[place] ?? null;
      const measurements = verdict === 'passed' ? byProgram?.get(programHashes[place] ?? '') : undefined;
      // Field by field, as there are a million of them: a spread takes ten times as long.
      results.push({
        modelId,
        dataset,
        problemUid,
        taskNumber,
        language,
        stage,
        sample: numbers[place] ?? 0,
        categories,
        answerState: answerStates[place] ?? null,
        verdict,
        measurements: measurements ?? NONE,
      });
    }
  }
  return results;
}

const NONE: CellResult['measurements'] = {};

function machineLine(fingerprintJson: string): string {
  return fingerprintLine(fingerprintSchema.parse(JSON.parse(fingerprintJson)));
}
