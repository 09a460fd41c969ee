export type Permission =
  | { readonly state: 'go' }
  /** Nobody may ask before this time; then one question finds out. */
  | { readonly state: 'wait'; readonly untilMs: number }
  /** It failed as often as it may: not to be asked again in this run. */
  | { readonly state: 'dead'; readonly reason: string };

export interface BreakerOptions {
  /** Failures in a row, each after all of its tries, that open the breaker. */
  readonly failures: number;
  /** How long it stays open at first; twice as long after each probe that failed. */
  readonly firstPauseMs: number;
  /** Probes that may fail in a row before the provider counts as dead. */
  readonly probes: number;
}

export const BREAKER_DEFAULTS: BreakerOptions = { failures: 5, firstPauseMs: 15_000, probes: 5 };

/** Refusals in a row, no answer between them, that end the asking. */
const REFUSALS = 3;

/**
 * A circuit breaker: after some failures in a row nobody asks any more; after a pause one question probes; an answer closes
 * it, a failure makes the pause longer, and at some point the provider is given up for this run.
 */
export class Breaker {
  readonly #options: BreakerOptions;
  readonly #now: () => number;
  #failures = 0;
  #failedProbes = 0;
  #reopensMs: number | null = null;
  #probing = false;
  #refusals = 0;
  #reason = '';

  constructor(options: BreakerOptions, now: () => number) {
    this.#options = options;
    this.#now = now;
  }

  /** Whoever is told `go` reports with `answered`, `failed` or `gaveUp`. */
  mayAsk(): Permission {
    if (this.#failedProbes >= this.#options.probes) return { state: 'dead', reason: this.#reason };
    if (this.#reopensMs === null) return { state: 'go' };
    const now = this.#now();
    if (this.#probing) return { state: 'wait', untilMs: now + this.#options.firstPauseMs / 10 };
    if (now < this.#reopensMs) return { state: 'wait', untilMs: this.#reopensMs };
    this.#probing = true;
    return { state: 'go' };
  }

  answered(): void {
    this.#failures = 0;
    this.#refusals = 0;
    this.#failedProbes = 0;
    this.#reopensMs = null;
    this.#probing = false;
  }

  failed(reason: string): void {
    this.#reason = reason;
    this.#failures += 1;
    if (this.#probing) this.#failedProbes += 1;
    // Questions that were under way when it opened say nothing new.
    if (this.#reopensMs !== null && !this.#probing) return;
    this.#probing = false;
    if (this.#failures < this.#options.failures) return;
    this.#reopensMs = this.#now() + this.#options.firstPauseMs * 2 ** this.#failedProbes;
  }

  /**
   * Our key or our money was refused, which waiting does not mend: after a few in a row it is given up without any pause. Not
   * after one, because providers refuse a good key now and then.
   */
  refused(reason: string): void {
    this.#refusals += 1;
    this.failed(reason);
    if (this.#refusals >= REFUSALS) this.#failedProbes = this.#options.probes;
  }

  /** The question was stopped by us: nothing is known of the provider. */
  gaveUp(): void {
    this.#probing = false;
  }
}
