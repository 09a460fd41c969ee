import { describe, expect, it } from 'vitest';
import { sampleSchema, type Sample } from '../../../harness/measure/sample.js';
import { storedSample } from '../../../harness/store/stored-sample.js';

const ROW: Sample = {
  ...{ side: 'candidate', purpose: 'timing', pair: 3, warmUp: 1, repetitions: 10 },
  ...{ startUpCpuNs: 1, startUpWallNs: 2, firstCpuNs: 3, bodyCpuNs: 4, bodyWallNs: 5, totalCpuNs: 6 },
  ...{ totalWallNs: 7, maxRssBytes: 8, cgroupPeakBytes: 9, cgroupMethod: 'cgroup2', meanRssBytes: 10 },
  ...{ rssSamples: 11, involuntarySwitches: 12, instructions: 13 },
};
const FIELDS = Object.keys(ROW) as (keyof Sample)[];
const VALUES = [
  ...[0, 1, -1, 0.5, NaN, Infinity, 2 ** 53 - 1, 2 ** 53, 1n, '1', '', 'timing', 'candidate', 'cgroup1'],
  ...[null, undefined, true, [], {}],
];

describe('a stored sample', () => {
  it('comes back as it is', () => {
    expect(storedSample(ROW)).toEqual(ROW);
  });

  it.each(FIELDS)('is refused or taken for its %s as the schema says', (field) => {
    for (const value of VALUES) {
      const row = { ...ROW, [field]: value };
      const { success } = sampleSchema.safeParse(row);
      const read = (): Sample => storedSample(row);
      if (success) expect(read()[field]).toBe(value);
      else expect(read).toThrow(field);
    }
  });

  it.each(FIELDS)('is refused without its %s', (field) => {
    const row = Object.fromEntries(Object.entries(ROW).filter(([name]) => name !== field));
    expect(() => storedSample(row as unknown as Sample)).toThrow(field);
  });
});
