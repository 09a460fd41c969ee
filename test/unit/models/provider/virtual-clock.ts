import type { Clock } from '../../../../harness/models/provider/rate.js';

/** A clock whose time passes only while everybody waits, and whose timers are late by what `late` gives, in ms. */
export class VirtualClock implements Clock {
  #now = 0;
  readonly #late: () => number;
  readonly #sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  constructor(late: () => number = () => 0) {
    this.#late = late;
  }

  readonly now = (): number => this.#now;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      this.#sleepers.push({ until: this.#now + ms + this.#late(), wake: resolve });
    });

  /** Lets time pass until `work` is done. */
  async until<T>(work: Promise<T>): Promise<T> {
    const state = { isDone: false };
    const done = work.finally(() => (state.isDone = true));
    done.catch(() => undefined);
    for (;;) {
      // What is awake does all that it can without waiting.
      await new Promise((resolve) => setImmediate(resolve));
      if (state.isDone) return done;
      this.#sleepers.sort((a, b) => a.until - b.until);
      const next = this.#sleepers.shift();
      if (next === undefined) throw new Error('everybody waits, and nobody for the clock');
      this.#now = Math.max(this.#now, next.until);
      next.wake();
    }
  }
}
