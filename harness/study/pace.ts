const WINDOW_MS = 60_000;
/** What is shorter says nothing of what is to come. */
const SHORTEST_MS = 10_000;
const FEWEST = 3;

/** How often something happens, by the last minute. Times are in ms, of a clock that never goes back. */
export class Pace {
  readonly #beganMs: number;
  #times: number[] = [];

  constructor(nowMs: number) {
    this.#beganMs = nowMs;
  }

  add(nowMs: number): void {
    this.#times.push(nowMs);
    // Not at each call: what is too old is passed over when it is counted.
    if (this.#times.length % 1024 === 0) this.#forget(nowMs);
  }

  /** Events a minute; null while it is too early to say. 0 where nothing happened for a minute. */
  perMinute(nowMs: number): number | null {
    this.#forget(nowMs);
    const watchedMs = Math.min(nowMs - this.#beganMs, WINDOW_MS);
    const early = watchedMs < SHORTEST_MS || (watchedMs < WINDOW_MS && this.#times.length < FEWEST);
    return early ? null : (this.#times.length * WINDOW_MS) / watchedMs;
  }

  #forget(nowMs: number): void {
    const first = this.#times.findIndex((time) => time > nowMs - WINDOW_MS);
    this.#times = first < 0 ? [] : this.#times.slice(first);
  }
}

/** Time that `left` events take at this pace; null where that can't be said. */
export function remainingMs(left: number, perMinute: number | null): number | null {
  if (left === 0) return 0;
  return perMinute === null || perMinute === 0 ? null : (left / perMinute) * WINDOW_MS;
}
