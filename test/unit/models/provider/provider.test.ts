import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Attempt, AttemptOutcome, Reply } from '../../../../harness/models/contract.js';
import { Provider, type ProviderLimits } from '../../../../harness/models/provider/provider.js';
import { VirtualClock } from './virtual-clock.js';

const UNLIMITED: ProviderLimits = { concurrency: 100, requestsPerMinute: null, tokensPerMinute: null };
const BREAKER = { failures: 3, firstPauseMs: 1000, probes: 2 };
const attempt = (outcome: AttemptOutcome): Attempt => ({
  atIso: '',
  durationMs: 50,
  outcome,
  httpStatus: null,
  requestId: null,
  retryAfter: null,
  message: 'down',
});
const answered = (facts: Partial<Answer> = {}): Reply => ({
  kind: 'answer',
  answer: { state: 'answered', raw: 'x', promptTokens: null, completionTokens: null, ...facts } as Answer,
  attempts: [],
});
const failed = (outcome: AttemptOutcome): Reply => ({
  kind: 'provider_failure',
  attempts: [attempt(outcome)],
});

let clock: VirtualClock;
let sent: { readonly model: string; readonly at: number }[];
beforeEach(() => {
  clock = new VirtualClock();
  sent = [];
});

const providerOf = (limits: Partial<ProviderLimits>) =>
  new Provider({ name: 'p', limits: { ...UNLIMITED, ...limits }, clock, breaker: BREAKER });

/** Asks so many questions at once; each takes 50 ms and comes to what `reply` says. */
function askAll(provider: Provider, count: number, reply: (n: number) => Reply, model = 'm', tokens = 10) {
  return Promise.all(
    Array.from({ length: count }, (_, n) =>
      provider.ask(model, tokens, async () => {
        sent.push({ model, at: clock.now() });
        await clock.sleep(50);
        return reply(n);
      }),
    ),
  );
}

describe('a provider', () => {
  it('is asked no more questions at a time than its concurrency', async () => {
    await clock.until(askAll(providerOf({ concurrency: 4 }), 12, () => answered()));
    expect(sent.map(({ at }) => at)).toEqual([0, 0, 0, 0, 50, 50, 50, 50, 100, 100, 100, 100]);
  });

  it('is asked at its rate, and loses less than 2 % of it', async () => {
    await clock.until(askAll(providerOf({ requestsPerMinute: 1200 }), 1200, () => answered()));
    const minutes = (sent.at(-1)?.at ?? 0) / 60_000;
    expect(1200 / minutes).toBeGreaterThan(0.98 * 1200);
    expect(1200 / minutes).toBeLessThanOrEqual(1200);
  });

  it('is asked no faster than its tokens allow, counted as they were used', async () => {
    const provider = providerOf({ tokensPerMinute: 60_000 });
    await clock.until(askAll(provider, 3, () => answered({ promptTokens: 1000, completionTokens: 1000 })));
    await clock.until(askAll(provider, 1, () => answered()));
    expect(sent.at(-1)?.at).toBeGreaterThan(0.98 * 6000);
  });

  it.each([10, 50])(
    'with a limit of %i a second loses less than 2 percent of it, and never exceeds it',
    async (limit) => {
      await clock.until(askAll(providerOf({ requestsPerSecond: limit }), 20 * limit, () => answered()));
      const times = sent.map(({ at }) => at);
      // After the first one it waits for a second.
      expect(times[1]).toBeGreaterThanOrEqual(1000);
      const seconds = ((times.at(-1) ?? 0) - (times[1] ?? 0)) / 1000;
      expect((times.length - 2) / seconds).toBeGreaterThan(0.98 * limit);
      for (const start of times)
        expect(times.filter((at) => at >= start && at < start + 1000).length).toBeLessThanOrEqual(limit);
    },
  );

  it('does not make up for a pause: what comes after it keeps to the rate', async () => {
    const provider = providerOf({ requestsPerMinute: 600 });
    const told = provider.ask('m', 1, async (nextTry) => {
      await nextTry(5000, true);
      sent.push({ model: 'm', at: clock.now() });
      return answered();
    });
    await clock.until(Promise.all([told, askAll(provider, 20, () => answered())]));
    const after = sent.map(({ at }) => at).filter((at) => at >= 5000);
    expect(after.length).toBeGreaterThan(15);
    expect((after.at(-1) ?? 0) - 5000).toBeGreaterThan((after.length - 3) * 100);
  });

  it.each(['refused_key', 'quota_exhausted'] as const)(
    'is given up without pauses after three times %s',
    async (outcome) => {
      const provider = providerOf({ concurrency: 1 });
      const replies = await clock.until(askAll(provider, 9, () => failed(outcome)));
      expect(sent.map(({ at }) => at)).toEqual([0, 50, 100]);
      expect(replies.at(-1)).toMatchObject({
        attempts: [],
        reason: 'm: not asked any more in this run: down',
      });
    },
  );

  it('goes on where a key was refused once and taken again', async () => {
    const provider = providerOf({ concurrency: 1 });
    await clock.until(askAll(provider, 8, (n) => (n % 3 === 2 ? answered() : failed('refused_key'))));
    expect(sent).toHaveLength(8);
  });

  it('is left alone by all once one was told to wait', async () => {
    const provider = providerOf({ concurrency: 1 });
    const first = provider.ask('m', 1, async (nextTry) => {
      await nextTry(5000, true);
      sent.push({ model: 'm', at: clock.now() });
      return answered();
    });
    await clock.until(Promise.all([first, askAll(provider, 1, () => answered())]));
    expect(sent.map(({ at }) => at)).toEqual([5000, 5000]);
  });

  it('is left alone while it is down, and asked by one question after a pause', async () => {
    const provider = providerOf({ concurrency: 1 });
    await clock.until(askAll(provider, 5, (n) => (n < 3 ? failed('server_error') : answered())));
    expect(sent.map(({ at }) => at)).toEqual([0, 50, 100, 1150, 1200]);
  });

  it('is given up when it stays down: further questions come back unasked, with the reason', async () => {
    const provider = providerOf({ concurrency: 1 });
    const replies = await clock.until(askAll(provider, 9, () => failed('connection')));
    expect(sent).toHaveLength(5);
    expect(replies.at(-1)).toEqual({
      kind: 'provider_failure',
      attempts: [],
      reason: 'm: not asked any more in this run: down',
    });
  });

  it('is not taken for dead because it refuses one model', async () => {
    const provider = providerOf({ concurrency: 1 });
    await clock.until(askAll(provider, 60, () => failed('refused_question'), 'unknown'));
    const askedOfUnknown = sent.length;
    expect(askedOfUnknown).toBeLessThan(30);
    const replies = await clock.until(askAll(provider, 3, () => answered(), 'known'));
    expect(replies.map(({ kind }) => kind)).toEqual(['answer', 'answer', 'answer']);
    expect(sent.length).toBe(askedOfUnknown + 3);
  });

  it('goes on after a question that was stopped', async () => {
    const provider = providerOf({ concurrency: 1 });
    const stopped = provider.ask('m', 1, () => Promise.reject(new Error('stopped')));
    await expect(clock.until(stopped)).rejects.toThrow('stopped');
    expect((await clock.until(askAll(provider, 1, () => answered())))[0]?.kind).toBe('answer');
  });
});
