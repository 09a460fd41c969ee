import { leftOf, type PacedCount, type StageCount } from '../study/cell-counts.js';
import type { Progress } from '../study/progress.js';
import { duration } from './output.js';
import { countTable, rate, whole, type CountRow } from './progress-table.js';

/** What is shown of a run at one moment. */
export interface RunState {
  readonly title: string;
  readonly elapsedMs: number;
  readonly stopping: boolean;
  readonly progress: Progress;
  readonly total: PacedCount;
  readonly models: readonly CountRow[];
  readonly stages: readonly StageCount[];
  readonly measuring: { readonly perMinute: number | null; readonly remainingMs: number | null };
}

/** What a terminal has room for, in characters. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/**
 * A run on a terminal: its phases, then a row a model and stage. It fits: where the rows don't, it has a row a model, then
 * as many of these as there is room for, those with something to do first.
 */
export function runLines(state: RunState, { columns, rows }: Size): string[] {
  const head = [titleLine(state), ...phaseLines(state)];
  // The cursor stands on a line of its own, below.
  const room = rows - 1 - head.length - 1;
  const lines = [...head, ...tableLines(state, columns, room)];
  return lines.slice(0, Math.max(1, rows - 1)).map((line) => line.slice(0, columns));
}

function titleLine({ title, elapsedMs, stopping }: RunState): string {
  return `${title}, ${duration(elapsedMs)}${stopping ? ', stopping' : ''}`;
}

/** Asking and judging go on side by side; measuring begins after the last verdict. */
function phaseLines({ total, progress, measuring }: RunState): string[] {
  const { cells, answered, missing, asking, judging, done, answersPerMinute, remainingMs } = total;
  const asked = answered + missing === cells;
  const judged = leftOf(total) === 0;
  const { toMeasure, measured } = progress;
  return [
    phase('asking', [
      `${whole(answered)} of ${whole(cells)} answers`,
      ...(asked ? [] : [`${whole(asking)} under way`, `${rate(answersPerMinute)} a minute`]),
    ]),
    phase('judging', [
      `${whole(done)} of ${whole(cells)} decided`,
      ...(judged ? [] : [`${whole(judging)} under way`, left(remainingMs)]),
    ]),
    phase(
      'measuring',
      toMeasure === 0
        ? [judged ? 'nothing to measure' : 'after the last verdict']
        : [
            `${whole(measured)} of ${whole(toMeasure)} programs`,
            ...(measured === toMeasure
              ? []
              : [`${rate(measuring.perMinute)} a minute`, left(measuring.remainingMs)]),
          ],
    ),
  ];
}

function phase(name: string, facts: readonly string[]): string {
  return `  ${name.padEnd(9)}  ${facts.join(', ')}`;
}

/** For people: how long it will take; a dash while that is not known. */
export function left(remainingMs: number | null): string {
  return `${remainingMs === null ? '-' : duration(remainingMs)} left`;
}

function tableLines({ models, stages }: RunState, columns: number, room: number): string[] {
  // Below the heading.
  const places = room - 1;
  if (stages.length === 0 || places < 1) return [];
  if (stages.length <= places) return ['', ...countTable(stages, columns)];
  if (models.length <= places) return ['', ...countTable(models, columns)];
  const [open, ended] = [
    models.filter((model) => leftOf(model) > 0),
    models.filter((model) => leftOf(model) === 0),
  ];
  const shown = [...open, ...ended].slice(0, places - 1);
  if (shown.length === 0) return [];
  return ['', ...countTable(shown, columns), `and ${models.length - shown.length} more models`];
}
