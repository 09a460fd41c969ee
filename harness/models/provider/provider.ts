import pLimit, { type LimitFunction } from 'p-limit';
import type { Answer, NextTry, Reply } from '../contract.js';
import { Breaker, BREAKER_DEFAULTS, type BreakerOptions } from './breaker.js';
import { Rate, type Clock } from './rate.js';

export interface ProviderLimits {
  /** Questions under way at a time. */
  readonly concurrency: number;
  /** Null: the provider has no such limit. */
  readonly requestsPerMinute: number | null;
  readonly requestsPerSecond?: number | null;
  readonly tokensPerMinute: number | null;
}

export interface ProviderOptions {
  readonly name: string;
  readonly limits: ProviderLimits;
  readonly clock: Clock;
  readonly breaker?: BreakerOptions;
}

/**
 * What is left of a limit for late timers and the network's jitter. The bursts that make up for late timers fit into it, so
 * that no window of a minute holds more than the limit.
 */
const USED_SHARE = 0.99;
/** Made up for in a limit by the minute: 0.15 s, a quarter of what is left of it. */
const LATE_SHARE = 1 / 400;
/** The same of a limit by the second, where jitter weighs more. */
const USED_OF_A_SECOND = 0.985;
/** Made up for in a limit by the second: more would not fit into what is left of a second. */
const LATE_TIMER_MS = 3;
/** After the first request: it makes the connection and arrives late, so that the next ones would be too close to it. */
const FIRST_PAUSE_MS = 1000;
/** How often whoever waits for another's probe looks again. */
const SHORTEST_PAUSE_MS = 100;

interface ProviderRate {
  readonly rate: Rate;
  readonly unit: 'token' | 'request';
  /** A second is so short that the network's jitter shows. */
  readonly isTight: boolean;
}

/** The questions to one provider: how many at a time and a minute, and none while it is known to be down. */
export class Provider {
  readonly name: string;
  readonly #clock: Clock;
  readonly #breaker: Breaker;
  #pausedUntilMs = -Infinity;
  #begun = false;
  readonly #models = new Map<string, Breaker>();
  readonly #lane: LimitFunction;
  /** Tokens first: they are what a question may have to wait for longest. */
  readonly #rates: readonly ProviderRate[];

  constructor({ name, limits, clock, breaker = BREAKER_DEFAULTS }: ProviderOptions) {
    this.name = name;
    this.#clock = clock;
    this.#breaker = new Breaker(breaker, clock.now);
    this.#lane = pLimit(limits.concurrency);
    this.#rates = ratesOf(limits, clock);
  }

  /** Nobody asks before then: what one question was told by the provider's limits holds for all. */
  pause(ms: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.#clock.now() + ms);
    // Else all that came due meanwhile would be sent at once afterwards.
    for (const { rate } of this.#rates) rate.holdUntil(this.#pausedUntilMs);
  }

  /**
   * Asks a model when it is this question's turn. `tokens` is what it is thought to use; what it did use is counted
   * afterwards. `send` calls `nextTry` before each further try of its own, with what the provider said. Of a dead provider, or
   * a model that it refuses, it comes back at once as `provider_failure` without any try.
   */
  ask(
    model: string,
    tokens: number,
    send: (nextTry: NextTry) => Promise<Reply>,
    signal?: AbortSignal,
  ): Promise<Reply> {
    return this.#lane(async () => {
      const breakers = [this.#breaker, this.#breakerOf(model)] as const;
      const refusal = await this.#permissions(breakers, signal);
      if (refusal !== null) return { kind: 'provider_failure', attempts: [], reason: `${model}: ${refusal}` };
      try {
        await this.#spend(tokens, signal);
        const reply = await send(async (waitMs, isLimit) => {
          if (isLimit) this.pause(waitMs);
          else await this.#clock.sleep(waitMs, signal);
          await this.#spend(tokens, signal);
        });
        this.#learn(reply, breakers);
        if (reply.kind === 'answer') this.#correct(tokensOf(reply.answer, tokens) - tokens);
        return reply;
      } catch (error) {
        breakers.forEach((breaker) => breaker.gaveUp());
        throw error;
      }
    });
  }

  #breakerOf(model: string): Breaker {
    let breaker = this.#models.get(model);
    if (breaker === undefined) {
      breaker = new Breaker(MODEL_BREAKER, this.#clock.now);
      this.#models.set(model, breaker);
    }
    return breaker;
  }

  /** A question that is refused as such says nothing against the provider: only the model is at fault, or its name. */
  #learn(reply: Reply, [ofProvider, ofModel]: readonly [Breaker, Breaker]): void {
    const { outcome, message: reason = 'no reason given' } = reply.attempts.at(-1) ?? {};
    const refusesQuestion = outcome === 'refused_question';
    const refusesUs = outcome === 'refused_key' || outcome === 'quota_exhausted';
    if (reply.kind === 'answer' || refusesQuestion) ofProvider.answered();
    else if (refusesUs) ofProvider.refused(reason);
    else ofProvider.failed(reason);
    if (reply.kind === 'answer') ofModel.answered();
    else if (refusesQuestion) ofModel.failed(reason);
    else if (refusesUs) ofModel.refused(reason);
    else ofModel.gaveUp();
  }

  #correct(tokens: number): void {
    for (const { rate, unit } of this.#rates) if (unit === 'token') rate.correct(tokens);
  }

  async #spend(tokens: number, signal: AbortSignal | undefined): Promise<void> {
    for (const { rate, unit } of this.#rates) await rate.spend(unit === 'token' ? tokens : 1, signal);
    if (!this.#begun) {
      this.#begun = true;
      for (const { rate, isTight } of this.#rates)
        if (isTight) rate.holdUntil(this.#clock.now() + FIRST_PAUSE_MS);
    }
    for (let waitMs; (waitMs = this.#pausedUntilMs - this.#clock.now()) > 0;)
      await this.#clock.sleep(waitMs, signal);
  }

  /** Null when all of them let it through, else why it is not asked any more. */
  async #permissions(breakers: readonly Breaker[], signal: AbortSignal | undefined): Promise<string | null> {
    const passed: Breaker[] = [];
    try {
      for (const breaker of breakers) {
        const refusal = await this.#permission(breaker, signal);
        if (refusal !== null) {
          passed.forEach((earlier) => earlier.gaveUp());
          return refusal;
        }
        passed.push(breaker);
      }
      return null;
    } catch (error) {
      passed.forEach((earlier) => earlier.gaveUp());
      throw error;
    }
  }

  async #permission(breaker: Breaker, signal: AbortSignal | undefined): Promise<string | null> {
    for (;;) {
      signal?.throwIfAborted();
      const permission = breaker.mayAsk();
      if (permission.state === 'go') return null;
      if (permission.state === 'dead') return `not asked any more in this run: ${permission.reason}`;
      await this.#clock.sleep(Math.max(permission.untilMs - this.#clock.now(), SHORTEST_PAUSE_MS), signal);
    }
  }
}

/** A long prompt may be refused now and then; twenty in a row are a wrong name or parameter. */
const MODEL_BREAKER: BreakerOptions = { failures: 20, firstPauseMs: 1_000, probes: 3 };

function ratesOf(limits: ProviderLimits, clock: Clock): ProviderRate[] {
  const { tokensPerMinute, requestsPerMinute, requestsPerSecond = null } = limits;
  const byMinute = (perMinute: number): Rate =>
    new Rate(perMinute * USED_SHARE, 1 + Math.floor(perMinute * LATE_SHARE), clock);
  const bySecond = (perSecond: number): Rate => {
    const perMinute = perSecond * USED_OF_A_SECOND * 60;
    return new Rate(perMinute, 1 + (LATE_TIMER_MS * perMinute) / 60_000, clock);
  };
  const rates: ProviderRate[] = [];
  if (tokensPerMinute !== null)
    rates.push({ rate: byMinute(tokensPerMinute), unit: 'token', isTight: false });
  if (requestsPerMinute !== null)
    rates.push({ rate: byMinute(requestsPerMinute), unit: 'request', isTight: false });
  if (requestsPerSecond !== null)
    rates.push({ rate: bySecond(requestsPerSecond), unit: 'request', isTight: true });
  return rates;
}

function tokensOf({ promptTokens, completionTokens }: Answer, thought: number): number {
  if (promptTokens === null && completionTokens === null) return thought;
  return (promptTokens ?? 0) + (completionTokens ?? 0);
}
