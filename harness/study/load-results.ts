import { UserError } from '../errors.js';
import type { Store } from '../store/index.js';
import type { StudyRow } from '../store/studies.js';
import type { StudyResults } from './results.js';
import { studySchema } from './spec.js';

/** The study that is meant: by name or by the start of its hash; the newest where nothing is said. */
export function chooseStudy(store: Store, wanted: string | undefined): StudyRow {
  const studies = store.studies.studies();
  const matching = studies.filter(
    ({ name, hash }) => wanted === undefined || name === wanted || hash.startsWith(wanted),
  );
  const chosen = matching.at(-1);
  if (chosen !== undefined) return chosen;
  if (studies.length === 0) throw new UserError('this database holds no study yet: see perforch run');
  const names = studies.map(({ name, hash }) => `${name} (${hash.slice(0, 8)})`).join(', ');
  throw new UserError(`no study "${wanted ?? ''}" in this database; it holds ${names}`);
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
