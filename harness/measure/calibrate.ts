import type { RepeatCounts } from '../languages/contract.js';
import type { Bench } from './bench.js';
import type { MeasuredProgram, RunOutcome } from './subject.js';
import { notMeasurable, type NotMeasured } from './measurement.js';
import type { PairedPreset } from './presets.js';
import { Recorder } from './recorder.js';
import type { Sample } from './sample.js';

/** A little above the floor, so that later runs don't fall below it by noise. */
const MARGIN = 1.15;
/** Repetitions grow by at most this factor at a time: a first run is mostly caches that are cold. */
export const MOST_GROWTH = 30;
/** What twice the repetitions may take of the reference; beyond, repeating its tests says nothing. */
const LINEAR = { least: 1.5, most: 2.7 };

/**
 * After so many repetitions, or so much time in them, the compiler of a runtime is done with what is hot, mostly; where
 * repetitions still get cheaper the warm-up is made longer, up to so much time.
 */
const WARM_REPETITIONS = 40_000;
const WARM_NS = 200e6;
export const MORE_WARM_UP = 3;
export const MOST_WARM_NS = 4e9;

export interface Calibration {
  readonly state: 'calibrated';
  readonly counts: RepeatCounts;
  /** CPU time of the reference's repetitions, at least the floor. */
  readonly bodyCpuNs: number;
  /** How much longer twice the repetitions took. */
  readonly growth: number;
  readonly samples: readonly Sample[];
}

/** The same warm-up, and so many times the repetitions. */
export function scaled({ warmUp, repetitions }: RepeatCounts, times: number): RepeatCounts {
  return { warmUp, repetitions: Math.max(1, Math.round(times * repetitions)) };
}

/** Finds how often the reference's tests must be repeated to reach the preset's floor, on the timing CPU. */
export async function calibrate(
  bench: Bench,
  program: MeasuredProgram,
  preset: PairedPreset,
  warmsUp: boolean,
): Promise<Calibration | NotMeasured> {
  const { floorNs, mostRepetitions } = preset;
  const recorder = new Recorder(bench, bench.limits.cpu_ms + (40 * floorNs) / 1e6);
  const { samples } = recorder;
  const run = (counts: RepeatCounts) =>
    recorder.run({ program, counts, side: 'reference', purpose: 'calibration' });
  let counts: RepeatCounts = { warmUp: 1, repetitions: 1 };
  for (;;) {
    const once = await run(counts);
    if (once.state === 'failed') return referenceFailed(counts, once, samples);
    const { bodyCpuNs } = once.observed;
    const { repetitions } = counts;
    const next = nextRepetitions(repetitions, bodyCpuNs, preset);
    const warmUp = warmsUp ? warmUpFor(bodyCpuNs / repetitions) : 1;
    if (bodyCpuNs >= floorNs && counts.warmUp >= warmUp) {
      const checked = await checkedGrowth(counts, bodyCpuNs, samples, run);
      const longer = { ...counts, warmUp: MORE_WARM_UP * counts.warmUp };
      const affordable = (longer.warmUp * bodyCpuNs) / repetitions <= MOST_WARM_NS;
      const cold = checked.state === 'not_measurable' && checked.reason === 'reference_not_linear';
      if (!(warmsUp && cold && affordable)) return checked;
      counts = longer;
      continue;
    }
    if (bodyCpuNs < floorNs && repetitions === mostRepetitions) {
      const took = `${mostRepetitions} repetitions take ${(bodyCpuNs / 1e6).toFixed(1)} ms of CPU time`;
      return notMeasurable('below_floor', `${took}, the floor is ${floorNs / 1e6} ms`, samples);
    }
    counts = { warmUp: Math.max(warmUp, counts.warmUp), repetitions: next };
  }
}

/** More where the floor was not reached, else the same. */
function nextRepetitions(repetitions: number, bodyCpuNs: number, preset: PairedPreset): number {
  const { floorNs, mostRepetitions } = preset;
  if (bodyCpuNs >= floorNs) return repetitions;
  const wanted = (floorNs * MARGIN * repetitions) / Math.max(bodyCpuNs, 1);
  const next = Math.ceil(Math.min(wanted, repetitions * MOST_GROWTH));
  return Math.min(mostRepetitions, Math.max(repetitions + 1, next));
}

/** For a runtime that compiles while the program runs: warm-up of tests that take so long each. */
export function warmUpFor(repetitionNs: number): number {
  return Math.min(WARM_REPETITIONS, Math.ceil(WARM_NS / Math.max(repetitionNs, 1)));
}

async function checkedGrowth(
  counts: RepeatCounts,
  bodyCpuNs: number,
  samples: readonly Sample[],
  run: (counts: RepeatCounts) => Promise<RunOutcome>,
): Promise<Calibration | NotMeasured> {
  const twice = await run(scaled(counts, 2));
  if (twice.state === 'failed') return referenceFailed(scaled(counts, 2), twice, samples);
  const growth = twice.observed.bodyCpuNs / bodyCpuNs;
  if (growth >= LINEAR.least && growth <= LINEAR.most) {
    return { state: 'calibrated', counts, bodyCpuNs, growth, samples };
  }
  const { repetitions } = counts;
  const detail = `${2 * repetitions} repetitions take ${growth.toFixed(2)} times as long as ${repetitions}`;
  return notMeasurable('reference_not_linear', detail, samples);
}

function referenceFailed(
  { repetitions }: RepeatCounts,
  { verdict, detail }: Extract<RunOutcome, { state: 'failed' }>,
  samples: readonly Sample[],
): NotMeasured {
  return notMeasurable('reference_failed', `${repetitions} repetitions: ${verdict}: ${detail}`, samples);
}
