import type { RepeatCounts } from '../languages/contract.js';
import type { Bench } from './bench.js';
import type { BuiltProgram, RunOutcome } from './built-program.js';
import { scaled, type Calibration } from './calibrate.js';
import { growsAlike, looksMemoised, worksAtStart, type CandidateFlag } from './flags.js';
import { failedRun, type Measured, type NotMeasured } from './measurement.js';
import type { PairedPreset } from './presets.js';
import { Recorder } from './recorder.js';
import { runRounds, type Contender } from './rounds.js';
import type { Sample } from './sample.js';
import { outliers, type Random } from './statistics/index.js';

/** A candidate that is slower than the reference by more than this is repeated less often. */
const MUCH_SLOWER = 20;
/** What is repeated less often still takes so much longer than the reference. */
const FEWER_TAKE = 5;
/** A candidate that is faster by more than this is repeated more often: what a run costs once would show in its figure. */
const MUCH_FASTER = 4;
/** What is repeated more often takes about this part of the reference's time. */
const MORE_TAKE = 0.5;
/** Growth is taken again so often before it counts: a burst beside a single run is no finding. */
const GROWTH_TRIES = 2;

export interface PairedSubject {
  readonly bench: Bench;
  readonly preset: PairedPreset;
  readonly reference: BuiltProgram;
  readonly calibration: Calibration;
  readonly candidate: BuiltProgram;
  readonly warmsUp: boolean;
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
  if (trial.state === 'failed') return failedRun(trial, recorder.samples);
  const sides = {
    reference: { program: reference, counts: calibration.counts },
    candidate: { program: candidate, counts: trial.counts },
  } as const;

  let failure: Extract<RunOutcome, { state: 'failed' }> | null = null;
  const contender = (side: Sample['side']): Contender => ({
    async measure(pair) {
      const outcome = await recorder.run({ ...sides[side], side, purpose: 'timing', pair });
      if (outcome.state === 'ran') return outcome.observed.bodyCpuNs / outcome.observed.repetitions;
      failure = outcome;
      return null;
    },
  });
  const [result] = await runRounds(contender('reference'), [contender('candidate')], preset, random);
  for (let run = 0; run < preset.resourceRuns && failure === null; run++) {
    for (const side of random.shuffle(['reference', 'candidate'] as const)) {
      const outcome = await recorder.run({ ...sides[side], side, purpose: 'resources', pair: run });
      if (outcome.state === 'failed') failure = outcome;
    }
  }
  if (failure !== null) return failedRun(failure, recorder.samples);

  const [before, after] = [recorder.of('reference', 'timing'), recorder.of('candidate', 'timing')];
  const flags = [...trial.flags];
  if (!warmsUp && looksMemoised(before, after)) flags.push('memoising');
  if (worksAtStart(before, after)) flags.push('start_up_work');
  if (outliers(result?.ratios ?? []).includes(true)) flags.push('outliers');
  return { state: 'measured', flags, samples: recorder.samples };
}

/** Room for a candidate that is much slower than its reference, and for one call at the limit of verdicts. */
function cpuLimitMs({ bench, calibration }: PairedSubject): number {
  const { warmUp, repetitions } = calibration.counts;
  const bodyMs = (calibration.bodyCpuNs / 1e6) * (1 + warmUp / repetitions);
  return Math.ceil(bench.limits.cpu_ms + 2 * MUCH_SLOWER * bodyMs);
}

/** The reference's own counts, unless the candidate is so much slower or faster that its runs would say little. */
function adapted(counts: RepeatCounts, slower: number, { mostRepetitions }: PairedPreset): RepeatCounts {
  if (slower > MUCH_SLOWER && counts.repetitions > 1) return fewer(counts, FEWER_TAKE / slower);
  if (slower > 1 / MUCH_FASTER) return counts;
  const more = Math.ceil(counts.repetitions * (MORE_TAKE / slower));
  return { ...counts, repetitions: Math.max(counts.repetitions, Math.min(more, mostRepetitions)) };
}

function fewer({ warmUp, repetitions }: RepeatCounts, share: number): RepeatCounts {
  const part = (count: number) => Math.max(1, Math.floor(count * share));
  return { warmUp: part(warmUp), repetitions: part(repetitions) };
}

type Trial =
  | { readonly state: 'tried'; readonly counts: RepeatCounts; readonly flags: readonly CandidateFlag[] }
  | Extract<RunOutcome, { state: 'failed' }>;

/** How often the candidate is to be repeated, and whether its repetitions are honest. */
async function tryRepetitions(recorder: Recorder, subject: PairedSubject): Promise<Trial> {
  const { calibration, candidate: program, preset } = subject;
  const run = (counts: RepeatCounts) =>
    recorder.run({ program, counts, side: 'candidate', purpose: 'honesty' });
  let { counts } = calibration;
  let outcome = await run(counts);
  while (outcome.state === 'failed' && outcome.verdict === 'time_limit' && counts.repetitions > 1) {
    counts = fewer(counts, 1 / MUCH_SLOWER);
    outcome = await run(counts);
  }
  if (outcome.state === 'failed') return outcome;
  counts = adapted(counts, outcome.observed.bodyCpuNs / calibration.bodyCpuNs, preset);
  const flags: CandidateFlag[] = [];
  if (counts.repetitions < calibration.counts.repetitions) flags.push('fewer_repetitions');
  if (counts.repetitions > calibration.counts.repetitions) flags.push('more_repetitions');
  for (let attempt = 1; ; attempt++) {
    const once = await run(counts);
    if (once.state === 'failed') return once;
    const twice = await run(scaled(counts, 2));
    if (twice.state === 'failed') return twice;
    if (growsAlike(twice.observed.bodyCpuNs / once.observed.bodyCpuNs, calibration.growth)) break;
    if (attempt < GROWTH_TRIES) continue;
    flags.push('not_linear');
    break;
  }
  return { state: 'tried', counts, flags };
}
