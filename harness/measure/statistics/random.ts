import { createHash } from 'node:crypto';

export type RandomState = readonly [number, number, number, number];

const TWO_TO_32 = 2 ** 32;

/**
 * Seeded random numbers, the same on every machine: xoshiro128** 1.1 (D. Blackman and S. Vigna, Scrambled Linear
 * Pseudorandom Number Generators, ACM Transactions on Mathematical Software 47, 2021). Not for secrets.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** Four 32-bit words, not all 0: that state gives zeros for ever. Throws `RangeError` for others. */
  constructor(state: RandomState) {
    const words = state.every((word) => Number.isInteger(word) && word >= 0 && word < TWO_TO_32);
    if (!words || state.every((word) => word === 0)) {
      throw new RangeError(`a random state is four 32-bit words, not all 0, received ${state.join(', ')}`);
    }
    [this.#a, this.#b, this.#c, this.#d] = state;
  }

  /** The generator of a text: its state is the first 128 bits of the text's SHA-256. */
  static seeded(text: string): Random {
    const hash = createHash('sha256').update(text).digest();
    return new Random([
      hash.readUInt32LE(0),
      hash.readUInt32LE(4),
      hash.readUInt32LE(8),
      hash.readUInt32LE(12),
    ]);
  }

  /** Whole number in 0..2^32-1. */
  bits32(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotateLeft(this.#d, 11);
    return result;
  }

  /** In 0..1, 1 excluded, with 53 random bits. */
  uniform(): number {
    const high = this.bits32() >>> 5;
    const low = this.bits32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** Whole number in 0..limit-1, each equally likely. Throws `RangeError` unless limit is a whole number in 1..2^32. */
  below(limit: number): number {
    if (!Number.isInteger(limit) || limit < 1 || limit > TWO_TO_32) {
      throw new RangeError(`a random number needs a limit in 1..2^32, received ${limit}`);
    }
    // What is left of 2^32 beyond the last full multiple of the limit would favour the small numbers.
    const fair = TWO_TO_32 - (TWO_TO_32 % limit);
    let bits = this.bits32();
    while (bits >= fair) bits = this.bits32();
    return bits % limit;
  }

  /** Fills a list with what as many calls of `below` would give; in a tenth of the time. */
  fillBelow(limit: number, list: Uint32Array): void {
    if (!Number.isInteger(limit) || limit < 1 || limit > TWO_TO_32) {
      throw new RangeError(`a random number needs a limit in 1..2^32, received ${limit}`);
    }
    const last = (TWO_TO_32 - (TWO_TO_32 % limit) - 1) >>> 0;
    let [a, b, c, d] = [this.#a | 0, this.#b | 0, this.#c | 0, this.#d | 0];
    for (let i = 0; i < list.length;) {
      const bits = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = rotateLeft(d, 11);
      if (bits > last) continue;
      // The remainder, exactly: the quotient of 32-bit numbers is never rounded up to the next whole one. % takes four times as long.
      list[i] = bits - Math.floor(bits / limit) * limit;
      i += 1;
    }
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
  }

  /** A shuffled copy, each order equally likely (Fisher and Yates; D. E. Knuth, TAOCP 2, section 3.4.2, algorithm P). */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last -= 1) {
      const chosen = this.below(last + 1);
      [shuffled[last], shuffled[chosen]] = [shuffled[chosen] as T, shuffled[last] as T];
    }
    return shuffled;
  }
}

function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
