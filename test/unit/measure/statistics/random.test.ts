import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../../../harness/measure/statistics/index.js';

test('from the state 1, 2, 3, 4 the numbers are those of the reference implementation', () => {
  // xoshiro128starstar.c 1.1, which rand_xoshiro tests against as well.
  const expected = [
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
  ];
  const random = new Random([1, 2, 3, 4]);
  expect(expected.map(() => random.bits32())).toEqual(expected);
});

test('a state with high bits gives those of the reference implementation', () => {
  const random = new Random([0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0]);
  const expected = [0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70];
  expect(expected.map(() => random.bits32())).toEqual(expected);
});

test('a text stands for the state that its SHA-256 begins with', () => {
  const hash = createHash('sha256').update('seed').digest();
  const same = new Random(
    [0, 4, 8, 12].map((at) => hash.readUInt32LE(at)) as [number, number, number, number],
  );
  const seeded = Random.seeded('seed');
  expect(seeded.bits32()).toBe(same.bits32());
  expect(seeded.bits32()).toBe(same.bits32());
});

test('equal seeds give equal numbers, other seeds others', () => {
  const of = (seed: string) => {
    const random = Random.seeded(seed);
    return [random.uniform(), random.below(1000), ...random.shuffle([1, 2, 3, 4, 5])];
  };
  expect(of('a')).toEqual(of('a'));
  expect(of('a')).not.toEqual(of('b'));
});

test('uniform is in 0..1 without 1, its bits from two numbers', () => {
  const first = new Random([1, 2, 3, 4]);
  const second = new Random([1, 2, 3, 4]);
  for (let i = 0; i < 1000; i += 1) {
    const value = first.uniform();
    expect(value).toBe(
      ((second.bits32() >>> 5) * 67_108_864 + (second.bits32() >>> 6)) / 9_007_199_254_740_992,
    );
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThan(1);
  }
});

test('below is a whole number under its limit', () => {
  const random = Random.seeded('below');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 32 }), (limit) => {
      const value = random.below(limit);
      expect(Number.isInteger(value)).toBe(true);
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThan(limit);
    }),
  );
});

test('below draws again rather than favour the small numbers', () => {
  // 3 * 2^30 leaves a quarter of all words unfair: those would give 0..2^30-1 twice as often.
  const random = Random.seeded('fair');
  const limit = 3 * 2 ** 30;
  const thirds = [0, 0, 0];
  for (let i = 0; i < 30_000; i += 1) {
    const third = Math.floor(random.below(limit) / 2 ** 30);
    thirds[third] = (thirds[third] ?? 0) + 1;
  }
  // Chi-squared with 2 degrees of freedom: 13.8 is its 99.9 % point.
  expect(chiSquared(thirds)).toBeLessThan(13.8);
});

test('every order of a shuffle is equally likely', () => {
  const random = Random.seeded('orders');
  const seen = new Map<string, number>();
  for (let i = 0; i < 24_000; i += 1) {
    const order = random.shuffle(['a', 'b', 'c', 'd']).join('');
    seen.set(order, (seen.get(order) ?? 0) + 1);
  }
  expect(seen.size).toBe(24);
  // Chi-squared with 23 degrees of freedom: 49.7 is its 99.9 % point.
  expect(chiSquared([...seen.values()])).toBeLessThan(49.7);
});

test('a shuffle has the same items and leaves its argument alone', () => {
  const random = Random.seeded('items');
  fc.assert(
    fc.property(fc.array(fc.integer()), (items) => {
      const before = [...items];
      expect([...random.shuffle(items)].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      expect(items).toEqual(before);
    }),
  );
});

test.each([0, -1, 1.5, 2 ** 32 + 1, Number.NaN])('a limit of %d is refused', (limit) => {
  expect(() => Random.seeded('').below(limit)).toThrow(RangeError);
});

test.each([[[0, 0, 0, 0]], [[1, 2, 3, 2 ** 32]], [[1, 2, 3, -1]], [[1, 2, 3, 0.5]]])(
  'the state %j is refused',
  (state) => {
    expect(() => new Random(state as [number, number, number, number])).toThrow(RangeError);
  },
);

function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

test.each([1, 3, 164, 2 ** 31 + 1])('a list under %i is filled with what single draws give', (limit) => {
  const [one, many] = [Random.seeded('list'), Random.seeded('list')];
  const list = new Uint32Array(500);
  many.fillBelow(limit, list);
  expect([...list]).toEqual(Array.from({ length: 500 }, () => one.below(limit)));
  expect(many.bits32()).toBe(one.bits32());
});
