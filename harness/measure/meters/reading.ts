import type { Observed } from '../subject.js';
import { median } from '../statistics/index.js';
import type { Expectation } from './meters.js';

const MIB = 2 ** 20;

/** Memory may differ by so much of what the program takes, or by so many bytes where that is more. */
export const MEMORY_TOLERANCE = { share: 0.02, bytes: MIB } as const;
/** Where a program uses all CPUs, the supervisor's looks at its memory take 1 to 2 % of one. */
export const EFFICIENCY_TOLERANCE = 0.05;

/** What a meter showed: bytes, or CPU time / wall time, and between what it should lie. */
export interface Reading {
  readonly unit: 'bytes' | 'ratio';
  readonly measured: number;
  readonly least: number;
  readonly most: number;
  readonly ok: boolean;
}

/**
 * Compares a meter's runs (at least one; their median counts) with what is expected. `base` is a run of
 * the meter that it is compared with, where it is. Memory is what figures show: charged to a control group where all runs had one, else resident.
 */
export function readingOf(expectation: Expectation, runs: readonly Observed[], base: Observed): Reading {
  if (expectation.figure === 'efficiency') {
    const { ratio } = expectation;
    const measured = median(runs.map(({ bodyCpuNs, bodyWallNs }) => bodyCpuNs / bodyWallNs));
    return within('ratio', measured, ratio - EFFICIENCY_TOLERANCE, ratio + EFFICIENCY_TOLERANCE);
  }
  const [baseBytes = 0, ...peaks] = peaksOf([base, ...runs]);
  const measured = median(peaks);
  if (expectation.figure === 'base') return within('bytes', measured, 1, expectation.mostBytes);
  const { bytes } = expectation;
  const tolerance = Math.max(MEMORY_TOLERANCE.share * bytes, MEMORY_TOLERANCE.bytes);
  const expected = bytes + baseBytes;
  return within('bytes', measured, expected - tolerance, expected + tolerance);
}

/** By one method for all: the two differ by what is shared with other processes. */
function peaksOf(runs: readonly Observed[]): number[] {
  const charged = runs.flatMap(({ cgroupPeakBytes }) => cgroupPeakBytes ?? []);
  return charged.length === runs.length ? charged : runs.map(({ maxRssBytes }) => maxRssBytes);
}

function within(unit: Reading['unit'], measured: number, least: number, most: number): Reading {
  return { unit, measured, least, most, ok: measured >= least && measured <= most };
}
