import { mean } from 'simple-statistics';
import type { CellResult } from '../../harness/study/results.js';
import { outcomeOf } from '../cells.js';
import type { ComparedModel } from './common.js';
import { ratioOf, RUNTIME_CRITERIA, type RuntimeCriterionId } from './criteria.js';

/** Improvements up to these count as none. Ours, as the released code's default: 0 for every criterion. */
export const IMPROVEMENT_THRESHOLDS: Readonly<Record<RuntimeCriterionId, number>> = {
  executionTime: 0,
  meanMemory: 0,
  maxMemory: 0,
  cpuEfficiency: 0,
};

/**
 * By common problem, the mean over samples of what a program improves on the canonical solution: the sum over the runtime
 * criteria of (before - after) / before, for CPU efficiency (after - before) / before, of those above their threshold. A
 * program that did not pass, or has no figure, improves nothing: the program before it stays. Null without a preset.
 */
export function problemImprovements(model: ComparedModel, preset: string | null): number[] | null {
  if (preset === null) return null;
  return [...model.problems.values()].map((cells) => mean(cells.map((cell) => improvementOf(cell, preset))));
}

function improvementOf(cell: CellResult, preset: string): number {
  if (outcomeOf(cell) !== 'passed') return 0;
  return RUNTIME_CRITERIA.reduce((sum, { id, better }) => {
    const ratio = ratioOf(cell, id, preset) ?? 1;
    const improvement = better === 'lower' ? 1 - ratio : ratio - 1;
    return improvement > IMPROVEMENT_THRESHOLDS[id] ? sum + improvement : sum;
  }, 0);
}
