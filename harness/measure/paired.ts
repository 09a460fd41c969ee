import type { Bench } from './bench.js';
import type { MeasuredProgram, FailedRun } from './subject.js';
import { MUCH_SLOWER, tryRepetitions, type FittingSubject } from './fitting.js';
import { looksMemoised, worksAtStart } from './flags.js';
import { failedRun, notMeasurable, type Measured, type NotMeasured } from './measurement.js';
import { Recorder } from './recorder.js';
import { runRounds, type Contender } from './rounds.js';
import { perRepetitionNs, type Sample } from './sample.js';
import { median, outliers, type Random } from './statistics/index.js';

/** Repetitions that are counted take about so long without Valgrind. */
const COUNTED_NS = 10e6;
/** Valgrind makes a program slower by no more than this, and starts within so much CPU time. */
const VALGRIND_TIMES = 200;
const COUNTING_MS = 60_000;

export interface PairedSubject extends FittingSubject {
  readonly bench: Bench;
  readonly reference: MeasuredProgram;
  readonly random: Random;
}

/**
 * The paired protocol: a trial of the candidate's repetitions, interleaved pairs on the timing CPU, and runs of both sides
 * for memory and CPU efficiency.
 */
export async function measurePaired(subject: PairedSubject): Promise<Measured | NotMeasured> {
  const { bench, preset, reference, calibration, candidate, warmsUp, random } = subject;
  const recorder = new Recorder(bench, cpuLimitMs(subject), calibration.samples);
  const trial = await tryRepetitions(recorder, subject);
  if (trial.state === 'failed') return failedRun('candidate', trial, recorder.samples);
  if (trial.state === 'too_fast') return notMeasurable('below_floor', trial.detail, recorder.samples);
  const sides = {
    reference: { program: reference, counts: calibration.counts },
    candidate: { program: candidate, counts: trial.counts },
  } as const;

  const failures: NotMeasured[] = [];
  const failed = (side: Sample['side'], outcome: FailedRun): void => {
    failures.push(failedRun(side, outcome, recorder.samples));
  };
  const contender = (side: Sample['side']): Contender => ({
    async measure(pair) {
      const outcome = await recorder.run({ ...sides[side], side, purpose: 'timing', pair });
      if (outcome.state === 'ran') return outcome.observed.bodyCpuNs / outcome.observed.repetitions;
      failed(side, outcome);
      return null;
    },
  });
  const [result] = await runRounds(contender('reference'), [contender('candidate')], preset, random);
  for (let run = 0; run < preset.resourceRuns && failures.length === 0; run++) {
    for (const side of random.shuffle(['reference', 'candidate'] as const)) {
      const outcome = await recorder.run({ ...sides[side], side, purpose: 'resources', pair: run });
      if (outcome.state === 'failed') failed(side, outcome);
    }
  }
  const [failure] = failures;
  if (failure !== undefined) return failure;
  if (preset.instructions === true) await countInstructions(recorder, sides);

  const [before, after] = [recorder.of('reference', 'timing'), recorder.of('candidate', 'timing')];
  const flags = [...trial.flags];
  if (!warmsUp && looksMemoised(before, after)) flags.push('memoising');
  if (worksAtStart(before, after)) flags.push('start_up_work');
  if (outliers(result?.ratios ?? []).includes(true)) flags.push('outliers');
  return { state: 'measured', flags, samples: recorder.samples };
}

/**
 * Two runs of each side, whose difference is that of their repetitions alone. As many as take a moment; one more than once
 * where a single one takes longer.
 */
async function countInstructions(
  recorder: Recorder,
  sides: Readonly<Record<Sample['side'], { readonly program: MeasuredProgram }>>,
): Promise<void> {
  for (const side of ['reference', 'candidate'] as const) {
    const repetitionNs = median(recorder.of(side, 'timing').map(perRepetitionNs));
    const few = Math.max(1, Math.min(100, Math.floor(COUNTED_NS / repetitionNs)));
    for (const repetitions of [few, 2 * few]) {
      const cpuMs = Math.ceil(COUNTING_MS + (VALGRIND_TIMES * 3 * few * repetitionNs) / 1e6);
      await recorder.count(sides[side].program, { warmUp: 1, repetitions }, side, cpuMs);
    }
  }
}

/** Room for a candidate that is much slower than its reference, and for one call at the limit of verdicts. */
function cpuLimitMs({ bench, calibration }: PairedSubject): number {
  const { warmUp, repetitions } = calibration.counts;
  const bodyMs = (calibration.bodyCpuNs / 1e6) * (1 + warmUp / repetitions);
  return Math.ceil(bench.limits.cpu_ms + 2 * MUCH_SLOWER * bodyMs);
}
