import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Rate } from '../../../../harness/models/provider/rate.js';
import { VirtualClock } from './virtual-clock.js';

const MINUTE_MS = 60_000;

async function spendings(rate: Rate, clock: VirtualClock, count: number, units = 1): Promise<number[]> {
  const times: number[] = [];
  await clock.until(
    Promise.all(Array.from({ length: count }, () => rate.spend(units).then(() => times.push(clock.now())))),
  );
  return times;
}

function mostInAMinute(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE_MS).length));
}

describe('a rate', () => {
  it('lets the first unit through at once and the others evenly after it', async () => {
    const clock = new VirtualClock();
    expect(await spendings(new Rate(60, 1, clock), clock, 4)).toEqual([0, 1000, 2000, 3000]);
  });

  it('is never exceeded by more than the burst in any minute, however late timers are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 20 }),
        async (perMinute, burst, delays) => {
          let timer = 0;
          const clock = new VirtualClock(() => delays[timer++ % delays.length] ?? 0);
          const times = await spendings(new Rate(perMinute, burst, clock), clock, perMinute * 2 + 20);
          expect(mostInAMinute(times)).toBeLessThanOrEqual(perMinute + burst);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('makes up for late timers within its burst', async () => {
    const late = new VirtualClock(() => 2);
    const times = await spendings(new Rate(6000, 11, late), late, 2000);
    expect(2000 / ((times.at(-1) ?? 0) / MINUTE_MS)).toBeGreaterThan(0.99 * 6000);
  });

  it('counts what was used beyond what was thought', async () => {
    const clock = new VirtualClock();
    const rate = new Rate(1000, 1, clock);
    await rate.spend(100);
    rate.correct(400);
    await clock.until(rate.spend(1));
    expect(clock.now()).toBe(30_000);
  });

  it('spends nothing for whoever stopped waiting', async () => {
    const clock = new VirtualClock();
    const rate = new Rate(60, 1, clock);
    await rate.spend(1);
    const stop = new AbortController();
    const waiting = rate.spend(1, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    await clock.until(rate.spend(1));
    expect(clock.now()).toBe(1000);
  });

  it.each([
    [0, 1],
    [60, 0],
  ])('refuses %d a minute with a burst of %d', (perMinute, burst) => {
    expect(() => new Rate(perMinute, burst, new VirtualClock())).toThrow(RangeError);
  });
});
