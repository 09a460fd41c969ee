import { isComplete, type Progress } from '../study/progress.js';
import { note } from './output.js';

/** How many different reasons are told; the rest are counted. */
const REASONS_SHOWN = 5;

/** How a call of `runStudy` ended. */
export type State = 'complete' | 'incomplete' | 'stopped';

/** Complete beats stopped: a stop that came after the last cell changed nothing. */
export function stateOf(progress: Progress, stopped: boolean): State {
  if (isComplete(progress)) return 'complete';
  return stopped ? 'stopped' : 'incomplete';
}

/** One line on how far a study is. */
export function describe({
  cells,
  done,
  missing,
  passed,
  freshAnswers,
  freshRuns,
  faults,
  toMeasure,
  measured,
  freshMeasurements,
}: Progress): string {
  const measuring = toMeasure > 0 ? `, ${measured}/${toMeasure} measured` : '';
  const trouble = faults > 0 ? `, ${faults} faults of the harness` : '';
  return `${done}/${cells} cells, ${passed} passed, ${missing} missing${measuring}${trouble} (now: ${freshAnswers} answers, ${freshRuns} runs, ${freshMeasurements} measurements)`;
}

/** What is left and why, the commonest reason first, and how to go on. */
export function explain({ troubles, cells, done, toMeasure, measured }: Progress, state: State): void {
  const sorted = [...troubles].sort((a, b) => b.count - a.count);
  for (const { trouble, reason, count } of sorted.slice(0, REASONS_SHOWN))
    note(`${count} ${trouble === 'missing' ? 'missing' : 'faults'}: ${reason.replace(/\s*\n\s*/g, '; ')}`);
  const more = sorted.slice(REASONS_SHOWN);
  if (more.length > 0)
    note(`${more.reduce((sum, { count }) => sum + count, 0)} more, for ${more.length} other reasons`);
  if (state === 'stopped')
    note(`stopped with ${left(cells - done, toMeasure - measured)} to go: the same command goes on`);
  if (state === 'incomplete')
    note('what is missing or had a fault is tried again by the same command; nothing stored is asked again');
}

/** Measuring begins when all cells are judged, so that only one of the two is left. */
function left(cells: number, measurements: number): string {
  return measurements > 0 ? `${measurements} measurements` : `${cells} cells`;
}
