import { mean } from 'simple-statistics';
import type { CellResult, RefineThresholds } from '../../harness/study/results.js';
import { measuredOf, outcomeOf } from '../cells.js';
import { oncePer } from '../once-per.js';
import type { ComparedModel } from './common.js';
import { ratioOf, RUNTIME_CRITERIA, type RuntimeCriterion } from './criteria.js';

/** By what programs were measured, and what counts as an improvement. */
export interface Improving {
  readonly preset: string | null;
  /** Improvements up to these count as none; 0 where none is given, as in the released code. */
  readonly thresholds: RefineThresholds;
}

/**
 * By common problem, the mean over samples of what a program improves on the canonical solution: (before - after) / before,
 * for CPU efficiency (after - before) / before, where it is above its threshold; by several criteria the sum of these. A
 * program that did not pass, or has no figure, improves nothing: the program before it stays. Null without a preset.
 */
export function problemImprovements(
  model: ComparedModel,
  improving: Improving,
  criteria: readonly RuntimeCriterion[] = RUNTIME_CRITERIA,
): number[] | null {
  if (improving.preset === null) return null;
  return Array.from(model.problems.values(), meanImprovements(improving)(criteria));
}

/** Computed once for the samples of a problem, which are part of several contexts. */
const meanImprovements = oncePer((improving: Improving) =>
  oncePer((criteria: readonly RuntimeCriterion[]) => {
    const improvementOf = improvementBy(improving, criteria);
    return oncePer((cells: readonly CellResult[]) =>
      measuredOf(cells).length === 0 ? 0 : mean(cells.map(improvementOf)),
    );
  }),
);

function improvementBy({ preset, thresholds }: Improving, criteria: readonly RuntimeCriterion[]) {
  return (cell: CellResult): number => {
    if (preset === null || cell.measurements[preset] === undefined || outcomeOf(cell) !== 'passed') return 0;
    return criteria.reduce((sum, { id, better }) => {
      const ratio = ratioOf(cell, id, preset) ?? 1;
      const improvement = better === 'lower' ? 1 - ratio : ratio - 1;
      return improvement > (thresholds[id]?.[cell.language] ?? 0) ? sum + improvement : sum;
    }, 0);
  };
}
