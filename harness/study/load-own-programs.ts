import type { Store } from '../store/index.js';
import { toCellMeasurement } from './cell-measurements.js';
import type { CellMeasurement, CellResult } from './results.js';

/** The cells of a study that start from programs of their own models: refined ones with measurements beside these. */
export function loadOwnPrograms(store: Store, studyHash: string): CellResult[] {
  const found = new Map<string, Record<string, CellMeasurement>>();
  for (const stored of store.measurements.ofOwnPrograms(studyHash)) {
    const key = keyOf(stored.problemUid, stored.programHash, stored.inputProgramHash);
    found.set(key, { ...found.get(key), [stored.preset]: toCellMeasurement(stored) });
  }
  return store.ownPrograms.results(studyHash).map(({ programHash, inputProgramHash, ...cell }) => {
    const beside = cell.stage === 'refine' ? inputProgramHash : '';
    const measurements =
      cell.verdict === 'passed' && programHash !== null
        ? found.get(keyOf(cell.problemUid, programHash, beside))
        : undefined;
    return { ...cell, measurements: measurements ?? {} };
  });
}

function keyOf(problemUid: string, programHash: string, inputProgramHash: string): string {
  return `${programHash} ${inputProgramHash} ${problemUid}`;
}
