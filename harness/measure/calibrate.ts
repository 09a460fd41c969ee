import type { RepeatCounts } from '../languages/contract.js';
import type { Bench } from './bench.js';
import type { BuiltProgram, RunOutcome } from './built-program.js';
import { notMeasurable, type NotMeasured } from './measurement.js';
import type { PairedPreset } from './presets.js';
import { Recorder } from './recorder.js';
import type { Sample } from './sample.js';

/** A little above the floor, so that later runs don't fall below it by noise. */
const MARGIN = 1.15;
/** Repetitions grow by at most this factor at a time: a first run is mostly caches that are cold. */
const MOST_GROWTH = 30;
/** What twice the repetitions may take of the reference; beyond, repeating its tests says nothing. */
const LINEAR = { least: 1.5, most: 2.7 };

export interface Calibration {
  readonly state: 'calibrated';
  readonly counts: RepeatCounts;
  /** CPU time of the reference's repetitions, at least the floor. */
  readonly bodyCpuNs: number;
  /** How much longer twice the repetitions took. */
  readonly growth: number;
  readonly samples: readonly Sample[];
}

/**
 * Warm-up of so many repetitions: where the runtime compiles while the program runs, as many as are measured; else one,
 * whose cost is looked at by itself.
 */
export function countsOf(repetitions: number, warmsUp: boolean): RepeatCounts {
  return { warmUp: warmsUp ? repetitions : 1, repetitions };
}

/** Finds how often the reference's tests must be repeated to reach the preset's floor, on the timing CPU. */
export async function calibrate(
  bench: Bench,
  program: BuiltProgram,
  preset: PairedPreset,
  warmsUp: boolean,
): Promise<Calibration | NotMeasured> {
  const { floorNs, mostRepetitions } = preset;
  const recorder = new Recorder(bench, bench.limits.cpu_ms + (40 * floorNs) / 1e6);
  const { samples } = recorder;
  const run = (repetitions: number) =>
    recorder.run({ program, counts: countsOf(repetitions, warmsUp), side: 'reference', purpose: 'calibration' });
  for (let repetitions = 1; ; ) {
    const once = await run(repetitions);
    if (once.state === 'failed') return referenceFailed(repetitions, once, samples);
    const { bodyCpuNs } = once.observed;
    if (bodyCpuNs >= floorNs) {
      const twice = await run(2 * repetitions);
      if (twice.state === 'failed') return referenceFailed(2 * repetitions, twice, samples);
      const growth = twice.observed.bodyCpuNs / bodyCpuNs;
      if (growth < LINEAR.least || growth > LINEAR.most) {
        const detail = `${2 * repetitions} repetitions take ${growth.toFixed(2)} times as long as ${repetitions}`;
        return notMeasurable('reference_not_linear', detail, samples);
      }
      return { state: 'calibrated', counts: countsOf(repetitions, warmsUp), bodyCpuNs, growth, samples };
    }
    if (repetitions === mostRepetitions) {
      const took = `${mostRepetitions} repetitions take ${(bodyCpuNs / 1e6).toFixed(1)} ms of CPU time`;
      return notMeasurable('below_floor', `${took}, the floor is ${floorNs / 1e6} ms`, samples);
    }
    const wanted = (floorNs * MARGIN * repetitions) / Math.max(bodyCpuNs, 1);
    const next = Math.ceil(Math.min(wanted, repetitions * MOST_GROWTH));
    repetitions = Math.min(mostRepetitions, Math.max(repetitions + 1, next));
  }
}

function referenceFailed(
  repetitions: number,
  { verdict, detail }: Extract<RunOutcome, { state: 'failed' }>,
  samples: readonly Sample[],
): NotMeasured {
  return notMeasurable('reference_failed', `${repetitions} repetitions: ${verdict}: ${detail}`, samples);
}
