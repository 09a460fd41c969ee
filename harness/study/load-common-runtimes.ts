import type { Store } from '../store/index.js';
import { toCellMeasurement } from './cell-measurements.js';
import type { CellMeasurement, CommonRuntime } from './results.js';

/** Passed whole programs of problems without a canonical solution, each with what is measured of it, in a fixed order. */
export function loadCommonRuntimes(store: Store, studyHash: string): CommonRuntime[] {
  const found = new Map<string, CommonRuntime & { readonly measurements: Record<string, CellMeasurement> }>();
  for (const { measurement, ...cell } of store.withoutCanonical.results(studyHash)) {
    const { problemUid, preset } = measurement;
    const key = JSON.stringify([cell.modelId, problemUid, cell.sample]);
    const own = found.get(key) ?? { ...cell, problemUid, measurements: {} };
    own.measurements[preset] = toCellMeasurement(measurement);
    found.set(key, own);
  }
  return [...found.values()];
}
