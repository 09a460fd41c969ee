import type { CellResult } from '../harness/study/results.js';
import { byCodeUnit } from './order.js';

/** What a cell says of its model. `missing` says nothing, and takes no part in any comparison. */
export type CellOutcome = 'passed' | 'failed' | 'missing';

/** The rule by which a cell counts; see docs/ranking.md. */
export function outcomeOf(cell: CellResult): CellOutcome {
  if (cell.answerState === null) return 'missing';
  if (cell.answerState !== 'answered') return 'failed';
  if (cell.verdict === null || cell.verdict === 'harness_error') return 'missing';
  return cell.verdict === 'passed' ? 'passed' : 'failed';
}

/** Names a cell among those of one model and stage. */
export function cellKey(cell: CellResult): string {
  return JSON.stringify([cell.problemUid, cell.sample]);
}

/** The cells by problem, sample and model, so that sums don't depend on the order in which they were read. */
export function inFixedOrder(cells: readonly CellResult[]): CellResult[] {
  return [...cells].sort(
    (a, b) =>
      byCodeUnit(a.problemUid, b.problemUid) || a.sample - b.sample || byCodeUnit(a.modelId, b.modelId),
  );
}

/** Groups cells by problem, in the order in which problems first appear. */
export function byProblem(cells: readonly CellResult[]): Map<string, CellResult[]> {
  const groups = new Map<string, CellResult[]>();
  for (const cell of cells) {
    const group = groups.get(cell.problemUid);
    if (group === undefined) groups.set(cell.problemUid, [cell]);
    else group.push(cell);
  }
  return groups;
}
