import type { RepeatCounts } from '../languages/contract.js';
import type { Bench } from './bench.js';
import type { BuiltProgram, RunOutcome } from './built-program.js';
import { MORE_WARM_UP, MOST_GROWTH, MOST_WARM_NS, scaled, warmUpFor, type Calibration } from './calibrate.js';
import { growsAlike, looksMemoised, worksAtStart, type CandidateFlag } from './flags.js';
import { failedRun, notMeasurable, type Measured, type NotMeasured } from './measurement.js';
import type { PairedPreset } from './presets.js';
import { Recorder } from './recorder.js';
import { runRounds, type Contender } from './rounds.js';
import { perRepetitionNs, type Sample } from './sample.js';
import { median, outliers, type Random } from './statistics/index.js';

/** A candidate that is slower than the reference by more than this is repeated less often. */
const MUCH_SLOWER = 20;
/** What is repeated less often still takes so much longer than the reference. */
const FEWER_TAKE = 5;
/** A candidate that is faster by more than this is repeated more often: what a run costs once would show in its figure. */
const MUCH_FASTER = 4;
/** What is repeated more often takes about this part of the reference's time. */
const MORE_TAKE = 0.5;
/** Of the reference's time: with less, the clocks themselves would show. */
const LEAST_SHARE = 0.02;
/** Growth is taken again so often before it counts: a burst beside a single run is no finding. */
const GROWTH_TRIES = 3;

/** Repetitions that are counted take about so long without Valgrind. */
const COUNTED_NS = 10e6;
/** Valgrind makes a program slower by no more than this, and starts within so much CPU time. */
const VALGRIND_TIMES = 200;
const COUNTING_MS = 60_000;

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
  if (trial.state === 'too_fast') return notMeasurable('below_floor', trial.detail, recorder.samples);
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
  sides: Readonly<Record<Sample['side'], { readonly program: BuiltProgram }>>,
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

type Failed = Extract<RunOutcome, { state: 'failed' }>;
type Trial =
  | { readonly state: 'tried'; readonly counts: RepeatCounts; readonly flags: readonly CandidateFlag[] }
  | { readonly state: 'too_fast'; readonly detail: string }
  | Failed;

/** How often the candidate is to be repeated, and whether its repetitions are honest. */
async function tryRepetitions(recorder: Recorder, subject: PairedSubject): Promise<Trial> {
  const { calibration, candidate: program } = subject;
  const run = (counts: RepeatCounts) =>
    recorder.run({ program, counts, side: 'candidate', purpose: 'honesty' });
  const flags: CandidateFlag[] = [];
  let counts = calibration.counts;
  for (let attempt = 1; ; attempt++) {
    const fitted = await fit(counts, subject, run);
    if (fitted.state !== 'fitted') return fitted;
    counts = fitted.counts;
    const once = await run(counts);
    if (once.state === 'failed') return once;
    const twice = await run(scaled(counts, 2));
    if (twice.state === 'failed') return twice;
    const { bodyCpuNs, repetitions } = once.observed;
    if (growsAlike(twice.observed.bodyCpuNs / bodyCpuNs, calibration.growth)) break;
    const longer = subject.warmsUp ? MORE_WARM_UP * counts.warmUp : counts.warmUp;
    if (attempt < GROWTH_TRIES && (longer * bodyCpuNs) / repetitions <= MOST_WARM_NS) {
      counts = { ...counts, warmUp: longer };
      continue;
    }
    flags.push('not_linear');
    break;
  }
  if (counts.repetitions < calibration.counts.repetitions) flags.push('fewer_repetitions');
  if (counts.repetitions > calibration.counts.repetitions) flags.push('more_repetitions');
  return { state: 'tried', counts, flags };
}

type Fitted = { readonly state: 'fitted'; readonly counts: RepeatCounts };

/**
 * The reference's own counts, unless the candidate is so much slower or faster that its runs would say little of it. What
 * stays far below the reference's time however often it is repeated is never divided.
 */
async function fit(
  first: RepeatCounts,
  { calibration, preset, warmsUp }: PairedSubject,
  run: (counts: RepeatCounts) => Promise<RunOutcome>,
): Promise<Fitted | Exclude<Trial, { state: 'tried' }>> {
  let counts = first;
  for (;;) {
    const outcome = await run(counts);
    if (outcome.state === 'failed') {
      if (outcome.verdict !== 'time_limit' || counts.repetitions === 1) return outcome;
      counts = fewer(counts, 1 / MUCH_SLOWER);
      continue;
    }
    const { bodyCpuNs } = outcome.observed;
    const slower = bodyCpuNs / calibration.bodyCpuNs;
    const wanted = adapted(counts, slower, preset);
    const warmUp = warmsUp ? warmUpFor(bodyCpuNs / counts.repetitions) : counts.warmUp;
    if (wanted.repetitions === counts.repetitions && warmUp <= 2 * counts.warmUp) {
      if (slower >= LEAST_SHARE) return { state: 'fitted', counts };
      const detail = `${counts.repetitions} repetitions of the candidate take ${(bodyCpuNs / 1e6).toFixed(2)} ms`;
      return { state: 'too_fast', detail };
    }
    if (slower > MUCH_SLOWER) return { state: 'fitted', counts: wanted };
    counts = { warmUp: Math.max(warmUp, counts.warmUp), repetitions: wanted.repetitions };
  }
}

function adapted(counts: RepeatCounts, slower: number, { mostRepetitions }: PairedPreset): RepeatCounts {
  if (slower > MUCH_SLOWER && counts.repetitions > 1) return fewer(counts, FEWER_TAKE / slower);
  if (slower > 1 / MUCH_FASTER) return counts;
  const more = Math.ceil(counts.repetitions * Math.min(MORE_TAKE / slower, MOST_GROWTH));
  return { ...counts, repetitions: Math.max(counts.repetitions, Math.min(more, mostRepetitions)) };
}

function fewer({ warmUp, repetitions }: RepeatCounts, share: number): RepeatCounts {
  const part = (count: number) => Math.max(1, Math.floor(count * share));
  return { warmUp: part(warmUp), repetitions: part(repetitions) };
}
