import { CellCounts, leftOf } from '../study/cell-counts.js';
import { Pace, remainingMs } from '../study/pace.js';
import { NO_PROGRESS, type Progress } from '../study/progress.js';
import { note, openScreen } from './output.js';
import { LINE_EVERY_MS } from './progress.js';
import { left, runLines, type RunState } from './progress-lines.js';
import { describe } from './progress-report.js';
import { rate } from './progress-table.js';

const REDRAWN_EVERY_MS = 250;

/**
 * Shows a study while it runs: a table that is redrawn on a terminal, a line every few seconds, and one for each model that
 * came to its end, where standard error is piped.
 */
export class ProgressView {
  /** To be given to `runStudy`. */
  readonly counts = new CellCounts();
  readonly #title: string;
  readonly #stop: AbortSignal;
  readonly #screen = openScreen();
  readonly #beganMs = performance.now();
  readonly #timer: NodeJS.Timeout;
  readonly #endedModels = new Set<string>();
  #measuring: Pace | null = null;
  #progress = NO_PROGRESS;
  #told = '';
  #isOpen = true;

  constructor(title: string, stop: AbortSignal) {
    this.#title = title;
    this.#stop = stop;
    this.#timer = setInterval(() => this.#show(), this.#screen === null ? LINE_EVERY_MS : REDRAWN_EVERY_MS);
  }

  update(progress: Progress): void {
    const now = performance.now();
    if (progress.toMeasure > 0) this.#measuring ??= new Pace(now);
    const fresh = progress.freshMeasurements - this.#progress.freshMeasurements;
    for (let index = 0; index < fresh; index += 1) this.#measuring?.add(now);
    this.#progress = progress;
  }

  /** Shows the last state, and leaves it there. */
  end(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    clearInterval(this.#timer);
    this.#show();
    this.#screen?.end();
  }

  #show(): void {
    if (this.#progress.cells === 0) return;
    const state = this.#state();
    if (this.#screen === null) this.#tell(state);
    else this.#screen.show(runLines(state, size()));
  }

  #tell(state: RunState): void {
    for (const { model, cells, done, passed, missing, faults } of state.models.filter(hasEnded)) {
      if (this.#endedModels.has(model)) continue;
      this.#endedModels.add(model);
      const trouble = faults > 0 ? `, ${faults} faults of the harness` : '';
      note(`${model}: ${done}/${cells} cells, ${passed} passed, ${missing} missing${trouble}: judged`);
    }
    const text = describe(state.progress);
    if (text === this.#told) return;
    this.#told = text;
    note(text + pace(state));
  }

  #state(): RunState {
    const progress = this.#progress;
    const perMinute = this.#measuring?.perMinute(performance.now()) ?? null;
    return {
      title: this.#title,
      elapsedMs: performance.now() - this.#beganMs,
      stopping: this.#stop.aborted,
      progress,
      total: this.counts.total(),
      models: this.counts.models(),
      stages: this.counts.stages(),
      measuring: { perMinute, remainingMs: remainingMs(progress.toMeasure - progress.measured, perMinute) },
    };
  }
}

function hasEnded(count: RunState['models'][number]): boolean {
  return leftOf(count) === 0;
}

function size(): { columns: number; rows: number } {
  return { columns: process.stderr.columns || 80, rows: process.stderr.rows || 24 };
}

/** What a plain line says of the pace, where there is something to do and it is known. */
function pace({ total, progress, measuring }: RunState): string {
  if (leftOf(total) > 0 && total.remainingMs !== null)
    return `; ${rate(total.answersPerMinute)} answers a minute, ${left(total.remainingMs)}`;
  const isMeasuring = progress.measured < progress.toMeasure;
  return isMeasuring && measuring.remainingMs !== null ? `; ${left(measuring.remainingMs)}` : '';
}
