import { setTimeout as delay } from 'node:timers/promises';

/** How often and how long to wait for a provider; all of it may be replaced, so that tests never wait. */
export interface RetryOptions {
  /** Tries in all, the first one included. */
  readonly attempts: number;
  /** Wait before the second try, doubled before each further one. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** A `Retry-After` beyond this ends the tries: the next run asks again. */
  readonly longestRetryAfterMs: number;
  /** Time of day in ms, as of `Date.now`. */
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

export const RETRY_DEFAULTS: RetryOptions = {
  attempts: 5,
  firstWaitMs: 1_000,
  longestWaitMs: 30_000,
  longestRetryAfterMs: 120_000,
  now: Date.now,
  sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
  random: Math.random,
};

/** Exponential back-off; the jitter takes off up to half, so that waiting clients spread. `failures` counts from 1. */
export function backOffMs(failures: number, options: RetryOptions): number {
  const full = Math.min(options.longestWaitMs, options.firstWaitMs * 2 ** (failures - 1));
  return Math.round(full * (1 - options.random() / 2));
}

/** The wait that a `Retry-After` header asks for (RFC 9110, 10.2.3: seconds or a date; or so many `ms`); null: it says nothing. */
export function retryAfterMs(header: string | null | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000);
  const ms = /^(\d+(?:\.\d+)?) ms$/.exec(text)?.[1];
  if (ms !== undefined) return Math.ceil(Number(ms));
  const dateMs = Date.parse(text);
  return Number.isNaN(dateMs) ? null : Math.max(0, dateMs - nowMs);
}
