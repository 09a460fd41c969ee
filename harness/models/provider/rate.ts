/** Time and waiting; may be replaced, so that tests never wait. */
export interface Clock {
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

const MINUTE_MS = 60_000;

/**
 * Spreads what is spent evenly over time: the generic cell rate algorithm (ITU-T I.371, as a virtual schedule). Each unit
 * takes 1 / `perMinute` of a minute; what begins late does not make up for it by more than `burst` units at once. So any
 * window of a minute holds at most `perMinute` + `burst` units.
 */
export class Rate {
  readonly #unitMs: number;
  readonly #toleranceMs: number;
  readonly #clock: Clock;
  /** When the next unit is due; earlier than now where the rate was not used up. */
  #dueMs = -Infinity;
  /** Who waits, waits in turn. */
  #queue: Promise<void> = Promise.resolve();

  constructor(perMinute: number, burst: number, clock: Clock) {
    if (!(perMinute > 0) || !(burst >= 1))
      throw new RangeError(`no rate: ${perMinute} a minute, burst ${burst}`);
    this.#unitMs = MINUTE_MS / perMinute;
    this.#toleranceMs = (burst - 1) * this.#unitMs;
    this.#clock = clock;
  }

  /** Waits until so many units may be spent, and spends them. Rejects with the signal's reason, having spent nothing. */
  spend(units: number, signal?: AbortSignal): Promise<void> {
    const turn = this.#queue.then(() => this.#wait(units, signal));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Counts units that were spent beyond what was asked for (or, below 0, that were not). */
  correct(units: number): void {
    // What was not spent in the meantime is gone, as it is for those who wait.
    const from = units > 0 ? Math.max(this.#dueMs, this.#clock.now()) : this.#dueMs;
    this.#dueMs = from + units * this.#unitMs;
  }

  /** Nothing is spent before then, and nothing made up for afterwards. */
  holdUntil(ms: number): void {
    this.#dueMs = Math.max(this.#dueMs, ms + this.#toleranceMs);
  }

  async #wait(units: number, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const now = this.#clock.now();
      const waitMs = this.#dueMs - this.#toleranceMs - now;
      if (waitMs <= 0) {
        this.#dueMs = Math.max(this.#dueMs, now) + units * this.#unitMs;
        return;
      }
      await this.#clock.sleep(waitMs, signal);
    }
  }
}
