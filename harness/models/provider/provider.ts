import pLimit, { type LimitFunction } from 'p-limit';
import type { Answer, NextTry, Reply } from '../contract.js';
import { Breaker, BREAKER_DEFAULTS, type BreakerOptions } from './breaker.js';
import { Rate, type Clock } from './rate.js';

export interface ProviderLimits {
  /** Questions under way at a time. */
  readonly concurrency: number;
  /** Null: the provider has no such limit. */
  readonly requestsPerMinute: number | null;
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
/** From this rate on a timer that is a millisecond late costs more than 1 %. */
const STEADY_PER_MINUTE = 600;
/** How often whoever waits for another's probe looks again. */
const SHORTEST_PAUSE_MS = 100;

/** The questions to one provider: how many at a time and a minute, and none while it is known to be down. */
export class Provider {
  readonly name: string;
  readonly #clock: Clock;
  readonly #breaker: Breaker;
  #pausedUntilMs = -Infinity;
  readonly #models = new Map<string, Breaker>();
  readonly #lane: LimitFunction;
  readonly #requests: Rate | null;
  readonly #tokens: Rate | null;

  constructor({ name, limits, clock, breaker = BREAKER_DEFAULTS }: ProviderOptions) {
    this.name = name;
    this.#clock = clock;
    this.#breaker = new Breaker(breaker, clock.now);
    this.#lane = pLimit(limits.concurrency);
    this.#requests = rateOf(limits.requestsPerMinute, clock);
    this.#tokens = rateOf(limits.tokensPerMinute, clock);
  }

  /** Nobody asks before then: what one question was told by the provider's limits holds for all. */
  pause(ms: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, this.#clock.now() + ms);
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
        if (reply.kind === 'answer') this.#tokens?.correct(tokensOf(reply.answer, tokens) - tokens);
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
    const last = reply.attempts.at(-1);
    const refusesQuestion = OF_THE_QUESTION.has(last?.httpStatus ?? 0);
    if (reply.kind === 'answer' || refusesQuestion) ofProvider.answered();
    else ofProvider.failed(last?.message ?? 'no reason given');
    if (reply.kind === 'answer') ofModel.answered();
    else if (refusesQuestion) ofModel.failed(last?.message ?? 'no reason given');
    else ofModel.gaveUp();
  }

  async #spend(tokens: number, signal: AbortSignal | undefined): Promise<void> {
    await this.#tokens?.spend(tokens, signal);
    await this.#requests?.spend(1, signal);
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

/** Statuses that are about what was asked: bad request, no such model, too large, not processable. */
const OF_THE_QUESTION = new Set([400, 404, 405, 410, 413, 415, 422]);
/** A long prompt may be refused now and then; twenty in a row are a wrong name or parameter. */
const MODEL_BREAKER: BreakerOptions = { failures: 20, firstPauseMs: 1_000, probes: 3 };

function rateOf(perMinute: number | null, clock: Clock): Rate | null {
  if (perMinute === null) return null;
  return new Rate(perMinute * USED_SHARE, 1 + Math.floor(perMinute / STEADY_PER_MINUTE), clock);
}

function tokensOf({ promptTokens, completionTokens }: Answer, thought: number): number {
  if (promptTokens === null && completionTokens === null) return thought;
  return (promptTokens ?? 0) + (completionTokens ?? 0);
}
