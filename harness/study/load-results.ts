import { UserError } from '../errors.js';
import { figuresOf, type Figures } from '../measure/figures.js';
import { CANDIDATE_FLAGS } from '../measure/flags.js';
import { fingerprintLine, fingerprintSchema } from '../measure/fingerprint.js';
import { presetOf } from '../measure/presets.js';
import type { StoredCell } from '../store/cells.js';
import type { Store } from '../store/index.js';
import type { StoredMeasurement } from '../store/measurements.js';
import type { StudyRow } from '../store/studies.js';
import { lastCertificates } from './certify.js';
import { loadOwnPrograms } from './load-own-programs.js';
import type { CellMeasurement, CellResult, RuntimeRatios, StudyResults } from './results.js';
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
  const cells = withMeasurements(store.cells.eachResult(study.hash), store.measurements.ofStudy(study.hash));
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
    ownPrograms: loadOwnPrograms(store, study.hash, toCellMeasurement),
    ownProgramCosts: store.charges.ofOwnPrograms(study.hash),
  };
}

/**
 * Gives every passed cell the measurements of its problem and program: cells with the same program share them. A program
 * that did not pass has none, whatever is stored of it.
 */
function withMeasurements(cells: Iterable<StoredCell>, stored: Iterable<StoredMeasurement>): CellResult[] {
  const byProblem = new Map<string, Map<string, Record<string, CellMeasurement>>>();
  for (const measurement of stored) {
    const { problemUid, programHash, preset } = measurement;
    const byProgram = byProblem.get(problemUid) ?? new Map<string, Record<string, CellMeasurement>>();
    byProblem.set(problemUid, byProgram);
    byProgram.set(programHash, { ...byProgram.get(programHash), [preset]: toCellMeasurement(measurement) });
  }
  const results: CellResult[] = [];
  for (const cell of cells) {
    const { programHash, verdict, problemUid } = cell;
    const passed = verdict === 'passed' && programHash !== null;
    const measurements = passed ? byProblem.get(problemUid)?.get(programHash) : undefined;
    results.push(withoutProgram(cell, measurements ?? NONE));
  }
  return results;
}

/** Field by field, as there are a million of them: a spread takes ten times as long. */
function withoutProgram(cell: StoredCell, measurements: CellResult['measurements']): CellResult {
  const { modelId, dataset, problemUid, taskNumber, language, stage, sample, categories } = cell;
  const { answerState, verdict } = cell;
  return {
    modelId,
    dataset,
    problemUid,
    taskNumber,
    language,
    stage,
    sample,
    categories,
    answerState,
    verdict,
    measurements,
  };
}

const NONE: CellResult['measurements'] = {};

function machineLine(fingerprintJson: string): string {
  return fingerprintLine(fingerprintSchema.parse(JSON.parse(fingerprintJson)));
}

const SAME: RuntimeRatios = { executionTime: 1, meanMemory: 1, maxMemory: 1, cpuEfficiency: 1 };

function toCellMeasurement(stored: StoredMeasurement): CellMeasurement {
  const { result, preset, disturbances, machineHash } = stored;
  const { state } = result;
  const facts = { state, disturbances, machineHash, reason: null };
  if (state === 'not_measurable') {
    return { ...facts, reason: result.reason, ratios: null, interval: null, call: null, flags: [] };
  }
  if (state === 'same_program') {
    return { ...facts, ratios: SAME, interval: { low: 1, high: 1 }, call: 'no_difference_shown', flags: [] };
  }
  const figures = figuresOf(result, presetOf(preset));
  const { interval, call } = figures;
  const voided = result.flags.some((flag) => CANDIDATE_FLAGS[flag].voidsFaster);
  return { ...facts, ratios: voided ? null : ratiosOf(figures), interval, call, flags: result.flags };
}

function ratiosOf({ candidate, reference, timeRatio }: Figures): RuntimeRatios {
  const known = candidate.meanRssBytes !== null && reference.meanRssBytes !== null;
  return {
    executionTime: timeRatio,
    meanMemory: known ? candidate.meanRssBytes / reference.meanRssBytes : null,
    maxMemory: candidate.maxMemoryBytes / reference.maxMemoryBytes,
    cpuEfficiency: candidate.cpuEfficiency / reference.cpuEfficiency,
  };
}
