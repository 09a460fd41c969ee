import type { CellResult, CriterionWeights, RuntimeRatios } from '../../harness/study/results.js';

export type CriterionId = keyof CriterionWeights;
export type RuntimeCriterionId = keyof RuntimeRatios;
export type Direction = 'higher' | 'lower';

export interface RuntimeCriterion {
  readonly id: RuntimeCriterionId;
  /** As people read it; every figure is a ratio of program to canonical solution, without a unit. */
  readonly label: string;
  readonly better: Direction;
}

/** Correctness comes first; every sum over criteria runs in this order. */
export const RUNTIME_CRITERIA: readonly RuntimeCriterion[] = [
  { id: 'executionTime', label: 'execution time', better: 'lower' },
  { id: 'meanMemory', label: 'mean memory', better: 'lower' },
  { id: 'maxMemory', label: 'max memory', better: 'lower' },
  { id: 'cpuEfficiency', label: 'CPU efficiency', better: 'higher' },
];

export const CRITERIA: readonly CriterionId[] = ['correctness', ...RUNTIME_CRITERIA.map(({ id }) => id)];

/**
 * Program / canonical solution of one cell by a preset; null where it has no figure that may be used, and where the ratio
 * is not positive and finite: such a one is no measurement. A null preset has none.
 */
export function ratioOf(
  cell: Pick<CellResult, 'measurements'>,
  criterion: RuntimeCriterionId,
  preset: string | null,
): number | null {
  const ratio = preset === null ? null : (cell.measurements[preset]?.ratios?.[criterion] ?? null);
  return ratio !== null && Number.isFinite(ratio) && ratio > 0 ? ratio : null;
}
