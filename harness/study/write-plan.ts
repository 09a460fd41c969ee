import { canonicalJson } from '../hash.js';
import type { CellKey } from '../store/cells.js';
import type { Store } from '../store/index.js';
import { machineFingerprint } from './machine.js';
import { planCells, type PlannedCell } from './plan.js';
import type { StudyInput } from './run.js';
import { resultsOf, studyHash } from './spec.js';

/** Writes a study and its planned cells down, without running any. Gives the plan. */
export function planStudy(input: StudyInput, store: Store): PlannedCell[] {
  const { spec, problems, models } = input;
  const hash = studyHash(spec);
  const cells = planCells(spec, problems, models);
  const planned = new Set(cells.map(({ problem }) => problem));
  store.transaction(() => {
    store.studies.addStudy({
      hash,
      name: spec.name,
      specJson: canonicalJson(resultsOf(spec)),
      machine: machineFingerprint(),
    });
    if (input.selection !== undefined) store.studies.addSelection(hash, input.selection);
    for (const [id, contentHash] of Object.entries(input.datasetHashes))
      store.studies.addDataset(id, contentHash);
    for (const problem of planned) store.studies.addProblem(problem);
    for (const model of models) store.studies.addModel(model);
    for (const cell of cells) store.cells.plan(cellKey(hash, cell), cell.answer.key);
  });
  return cells;
}

/** Where the store keeps a cell. */
export function cellKey(hash: string, { model, problem, stage, sample }: PlannedCell): CellKey {
  return { studyHash: hash, modelId: model.id, problemUid: problem.uid, stage, sample };
}
