import { setTimeout as delay } from 'node:timers/promises';
import type { ModelSpec } from '../contract.js';
import type { ProviderEntry } from '../schema.js';
import { BREAKER_DEFAULTS, type BreakerOptions } from './breaker.js';
import { Provider } from './provider.js';
import type { Clock } from './rate.js';

const CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
};

/** Who answers for a model: all models behind one base URL share its limits. */
export function providerOf({ source }: Pick<ModelSpec, 'source'>): string {
  return source.kind === 'openai' ? source.baseUrl : 'recorded';
}

/** The providers of a run, each with its limits. */
export class Providers {
  readonly #entries: ReadonlyMap<string, ProviderEntry>;
  readonly #concurrency: number;
  readonly #clock: Clock;
  readonly #breaker: BreakerOptions;
  readonly #opened = new Map<string, Provider>();

  /** `concurrency`: questions at a time where an entry doesn't say. */
  constructor(
    entries: ReadonlyMap<string, ProviderEntry>,
    concurrency: number,
    clock = CLOCK,
    breaker = BREAKER_DEFAULTS,
  ) {
    this.#entries = entries;
    this.#concurrency = concurrency;
    this.#clock = clock;
    this.#breaker = breaker;
  }

  of(model: ModelSpec): Provider {
    const name = providerOf(model);
    let provider = this.#opened.get(name);
    if (provider === undefined) {
      const entry = this.#entries.get(name);
      const limits = {
        concurrency: entry?.concurrency ?? this.#concurrency,
        requestsPerMinute: entry?.requestsPerMinute ?? null,
        requestsPerSecond: entry?.requestsPerSecond ?? null,
        tokensPerMinute: entry?.tokensPerMinute ?? null,
      };
      provider = new Provider({ name, limits, clock: this.#clock, breaker: this.#breaker });
      this.#opened.set(name, provider);
    }
    return provider;
  }
}
