import type { Sample } from '../../../harness/measure/sample.js';

/** A sample with ordinary figures: 100 repetitions of 1 ms, started in 10 ms. */
export function sample(fields: Partial<Sample> = {}): Sample {
  return {
    side: 'candidate',
    purpose: 'timing',
    pair: 0,
    warmUp: 1,
    repetitions: 100,
    startUpCpuNs: 10e6,
    startUpWallNs: 11e6,
    firstCpuNs: 1.01e6,
    bodyCpuNs: 100e6,
    bodyWallNs: 101e6,
    totalCpuNs: 112e6,
    totalWallNs: 113e6,
    maxRssBytes: 9_000_000,
    cgroupPeakBytes: null,
    cgroupMethod: null,
    meanRssBytes: null,
    rssSamples: 0,
    involuntarySwitches: 0,
    instructions: null,
    ...fields,
  };
}

/** Timing samples of one side, from the CPU times of their repetitions. */
export function timed(
  side: Sample['side'],
  bodiesNs: readonly number[],
  fields: Partial<Sample> = {},
): Sample[] {
  return bodiesNs.map((bodyCpuNs, pair) => sample({ side, pair, bodyCpuNs, ...fields }));
}
