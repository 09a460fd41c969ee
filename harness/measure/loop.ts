import type { Bench } from './bench.js';
import type { MeasuredProgram } from './subject.js';
import { failedRun, type Measured, type NotMeasured } from './measurement.js';
import type { LoopPreset } from './presets.js';
import { Recorder } from './recorder.js';

/** A fixed number of runs of each side, one side after the other, memory sampled in all of them. */
export async function measureLoop(
  bench: Bench,
  preset: LoopPreset,
  reference: MeasuredProgram,
  candidate: MeasuredProgram,
): Promise<Measured | NotMeasured> {
  const recorder = new Recorder(bench, preset.wallMs);
  const counts = { warmUp: 0, repetitions: preset.repetitions };
  for (const [side, program] of [
    ['reference', reference],
    ['candidate', candidate],
  ] as const) {
    for (let run = 0; run < preset.runs; run++) {
      const outcome = await recorder.run({ program, counts, side, purpose: 'resources', pair: run });
      if (outcome.state === 'failed') return failedRun(side, outcome, recorder.samples);
    }
  }
  return { state: 'measured', flags: [], samples: recorder.samples };
}
