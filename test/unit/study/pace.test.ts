import { describe, expect, it } from 'vitest';
import { Pace, remainingMs } from '../../../harness/study/pace.js';

function paced(times: readonly number[]): Pace {
  const pace = new Pace(0);
  for (const time of times) pace.add(time);
  return pace;
}

describe('a pace', () => {
  it('is not known for the first ten seconds, nor from two events', () => {
    expect(paced([1_000, 2_000, 3_000]).perMinute(9_999)).toBeNull();
    expect(paced([1_000, 2_000]).perMinute(30_000)).toBeNull();
  });

  it('is taken from the time watched, while that is less than a minute', () => {
    expect(paced([1_000, 2_000, 3_000]).perMinute(20_000)).toBe(9);
  });

  it('is taken from the last minute, whatever was before it', () => {
    const before = Array.from({ length: 5_000 }, (_, index) => index);
    expect(paced([...before, 100_000, 110_000]).perMinute(120_000)).toBe(2);
    expect(paced(before).perMinute(200_000)).toBe(0);
  });
});

describe('the time that is left', () => {
  it('follows from the pace', () => {
    expect(remainingMs(30, 60)).toBe(30_000);
  });

  it('is not known without a pace, nor where nothing happens', () => {
    expect(remainingMs(1, null)).toBeNull();
    expect(remainingMs(1, 0)).toBeNull();
  });

  it('is none where nothing is left', () => {
    expect(remainingMs(0, null)).toBe(0);
  });
});
