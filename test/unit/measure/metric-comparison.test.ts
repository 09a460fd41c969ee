import { describe, expect, it } from 'vitest';
import type { Measured } from '../../../harness/measure/measurement.js';
import { compareByMetric } from '../../../harness/measure/metric-comparison.js';
import { presetOf } from '../../../harness/measure/presets.js';
import { sample, timed } from './samples.js';

const precise = presetOf('precise');
const ten = (ns: number): number[] => Array.from({ length: 10 }, () => ns);
const TIMES = [...timed('reference', ten(200e6)), ...timed('candidate', ten(100e6))];

/** Runs with memory sampling: resident bytes of the reference's and of the candidate's, and CPU time of 100 ms. */
function measured(
  reference: readonly number[],
  candidate: readonly number[],
  flags: Measured['flags'] = [],
): Measured {
  const runs = (side: 'reference' | 'candidate', values: readonly number[]) =>
    values.map((bytes, pair) =>
      sample({
        ...{ side, pair, purpose: 'resources', maxRssBytes: bytes, meanRssBytes: bytes / 2 },
        ...{ bodyCpuNs: 100e6, bodyWallNs: bytes * 1e3 },
      }),
    );
  return {
    state: 'measured',
    flags,
    samples: [...TIMES, ...runs('reference', reference), ...runs('candidate', candidate)],
  };
}

const APART = measured([1000e3, 1010e3, 1020e3], [500e3, 900e3, 990e3]);

describe('two programs by one metric', () => {
  it('are compared by execution time as the measurement calls it', () => {
    expect(compareByMetric(APART, precise, 'executionTime')).toMatchObject({ call: 'better', ratio: 0.5 });
  });

  it.each(['maxMemory', 'meanMemory'] as const)(
    'differ in %s where all runs of one take less than all of the other',
    (metric) => {
      const result = compareByMetric(APART, precise, metric);
      expect(result?.call).toBe('better');
      expect(result?.ratio).toBeCloseTo(900 / 1010, 12);
      const turned = compareByMetric(
        measured([500e3, 900e3, 990e3], [1000e3, 1010e3, 1020e3]),
        precise,
        metric,
      );
      expect(turned?.call).toBe('worse');
    },
  );

  it('show no difference where runs overlap', () => {
    const overlapping = measured([1000e3, 1010e3, 1020e3], [500e3, 900e3, 1005e3]);
    expect(compareByMetric(overlapping, precise, 'maxMemory')?.call).toBe('no_difference_shown');
  });

  it('show no difference by fewer than three runs a side', () => {
    expect(compareByMetric(measured([1000e3], [500e3]), presetOf('quick'), 'maxMemory')?.call).toBe(
      'no_difference_shown',
    );
  });

  it('have a ratio of CPU efficiency that is turned round, so that below 1 is better', () => {
    const result = compareByMetric(APART, precise, 'cpuEfficiency');
    expect(result?.call).toBe('better');
    expect(result?.ratio).toBeCloseTo(900 / 1010, 12);
  });

  it.each(['executionTime', 'maxMemory', 'cpuEfficiency'] as const)(
    'are not called better in %s with a flag that forbids it',
    (metric) => {
      const flagged = measured([1000e3, 1010e3, 1020e3], [500e3, 900e3, 990e3], ['keeps_state']);
      expect(compareByMetric(flagged, precise, metric)?.call).toBe('flagged');
    },
  );

  it('have no comparison where a side has no figure', () => {
    const { samples, ...rest } = APART;
    const without = samples.map((own) => ({ ...own, meanRssBytes: null }));
    expect(compareByMetric({ ...rest, samples: without }, precise, 'meanMemory')).toBeNull();
  });
});
