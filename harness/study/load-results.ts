import { UserError } from '../errors.js';
import type { Store } from '../store/index.js';
import type { StudyRow } from '../store/studies.js';
import type { StudyResults } from './results.js';
import { studySchema } from './spec.js';

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
  const cells = store.cells.results(study.hash);
  const hashes = store.studies.datasetHashes();
  const { weights } = spec;
  return {
    studyName: spec.name,
    studyHash: study.hash,
    datasetHashes: Object.fromEntries(spec.datasets.map((id) => [id, hashes[id] ?? 'unknown'])),
    seed: spec.seed,
    weights: {
      correctness: weights.correctness,
      executionTime: weights.execution_time,
      meanMemory: weights.mean_memory,
      maxMemory: weights.max_memory,
      cpuEfficiency: weights.cpu_efficiency,
    },
    models: store.studies.models([...new Set(cells.map(({ modelId }) => modelId))]),
    languages: spec.languages,
    stages: spec.stages,
    machine: study.machine,
    cells,
  };
}
