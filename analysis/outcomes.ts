import type { CellResult } from '../harness/study/results.js';
import { VERDICTS } from '../harness/stages/verdict.js';

/** What became of a planned cell: a verdict, an answer that could not be judged, or what is still to be done. */
export const OUTCOMES = [
  ...VERDICTS,
  'empty',
  'refused',
  'cut',
  'filtered',
  'not_judged',
  'not_answered',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Cells of one model; the counts add up to `planned`. */
export interface ModelOutcomes {
  readonly modelId: string;
  readonly planned: number;
  readonly counts: Readonly<Record<Outcome, number>>;
}

/** Counts the cells of each model by outcome, over all languages and stages. */
export function countOutcomes(cells: readonly CellResult[], modelIds: readonly string[]): ModelOutcomes[] {
  const rows = modelIds.map((modelId) => {
    const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
    return { modelId, planned: 0, counts };
  });
  const byModel = new Map(rows.map((row) => [row.modelId, row]));
  for (const cell of cells) {
    const row = byModel.get(cell.modelId);
    if (row === undefined) continue;
    row.planned += 1;
    row.counts[namedOutcome(cell)] += 1;
  }
  return rows;
}

function namedOutcome(cell: CellResult): Outcome {
  if (cell.answerState === null) return 'not_answered';
  if (cell.answerState !== 'answered') return cell.answerState;
  return cell.verdict ?? 'not_judged';
}
