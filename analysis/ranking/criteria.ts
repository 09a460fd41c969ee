import type { CellResult, CriterionWeights, RunFigures } from '../../harness/study/results.js';

export type CriterionId = keyof CriterionWeights;
export type RuntimeCriterionId = Exclude<CriterionId, 'correctness'>;
export type Direction = 'higher' | 'lower';

export interface RuntimeCriterion {
  readonly id: RuntimeCriterionId;
  /** As people read it; every figure is a ratio of run to reference, without a unit. */
  readonly label: string;
  readonly better: Direction;
  /** The figure of one run; null where it was not measured. */
  figure(run: RunFigures): number | null;
}

/** Correctness comes first; every sum over criteria runs in this order. */
export const RUNTIME_CRITERIA: readonly RuntimeCriterion[] = [
  { id: 'executionTime', label: 'CPU time', better: 'lower', figure: (run) => run.cpuNs },
  { id: 'meanMemory', label: 'mean memory', better: 'lower', figure: (run) => run.meanRssBytes },
  { id: 'maxMemory', label: 'max memory', better: 'lower', figure: (run) => run.maxRssBytes },
  {
    id: 'cpuEfficiency',
    label: 'CPU efficiency',
    better: 'higher',
    figure: (run) => (run.wallNs > 0 ? run.cpuNs / run.wallNs : null),
  },
];

export const CRITERIA: readonly CriterionId[] = ['correctness', ...RUNTIME_CRITERIA.map(({ id }) => id)];

/** Run / reference of one cell; null unless both were measured and are positive. */
export function ratioOf(cell: CellResult, criterion: RuntimeCriterion): number | null {
  if (cell.run === null || cell.reference === null) return null;
  const run = criterion.figure(cell.run);
  const reference = criterion.figure(cell.reference);
  if (run === null || reference === null || !(run > 0) || !(reference > 0)) return null;
  const ratio = run / reference;
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null;
}
