import type { RepeatCounts } from '../languages/contract.js';
import type { MeasuredProgram, FailedRun, RunOutcome } from './subject.js';
import { MORE_WARM_UP, MOST_GROWTH, MOST_WARM_NS, scaled, warmUpFor, type Calibration } from './calibrate.js';
import { growsAlike, type CandidateFlag } from './flags.js';
import type { PairedPreset } from './presets.js';
import type { Recorder } from './recorder.js';

/** A candidate that is slower than the reference by more than this is repeated less often. */
export const MUCH_SLOWER = 20;
/** What is repeated less often still takes so much longer than the reference. */
const FEWER_TAKE = 5;
/** A candidate that is faster by more than this is repeated more often: what a run costs once would show in its figure. */
const MUCH_FASTER = 4;
/** What is repeated more often takes about this part of the reference's time. */
const MORE_TAKE = 0.5;
/** Of the reference's time: with less, the clocks themselves would show. */
const LEAST_SHARE = 0.02;
/** Warm-up of a candidate at the pace of its first, cold repetition. */
const MOST_COLD_NS = 1e9;
/** Growth is taken again so often before it counts: a burst beside a single run is no finding. */
const GROWTH_TRIES = 3;

export interface FittingSubject {
  readonly preset: PairedPreset;
  readonly calibration: Calibration;
  readonly candidate: MeasuredProgram;
  readonly warmsUp: boolean;
}

export type Trial =
  | { readonly state: 'tried'; readonly counts: RepeatCounts; readonly flags: readonly CandidateFlag[] }
  | { readonly state: 'too_fast'; readonly detail: string }
  | FailedRun;

/** How often the candidate is to be repeated, and whether its repetitions are honest. */
export async function tryRepetitions(recorder: Recorder, subject: FittingSubject): Promise<Trial> {
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
  { calibration, preset, warmsUp }: FittingSubject,
  run: (counts: RepeatCounts) => Promise<RunOutcome>,
): Promise<Fitted | Exclude<Trial, { state: 'tried' }>> {
  let counts = first;
  if (warmsUp) {
    const probe = await run({ warmUp: 1, repetitions: 1 });
    if (probe.state === 'failed') return probe;
    counts = withinReach(first, probe.observed.bodyCpuNs, calibration.bodyCpuNs);
  }
  for (;;) {
    const outcome = await run(counts);
    if (outcome.state === 'failed') {
      if (outcome.verdict !== 'time_limit' || counts.repetitions === 1) return outcome;
      counts = fewer(counts, 1 / MUCH_SLOWER);
      continue;
    }
    const { bodyCpuNs } = outcome.observed;
    const slower = bodyCpuNs / calibration.bodyCpuNs;
    const wanted = adapted(counts, slower, first, preset);
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

/** A slow candidate would take minutes for the warm-up of a fast reference. A cold repetition is dearer than later ones. */
function withinReach(counts: RepeatCounts, coldNs: number, referenceNs: number): RepeatCounts {
  const most = (ns: number) => Math.max(1, Math.floor(ns / Math.max(coldNs, 1)));
  return {
    warmUp: Math.min(counts.warmUp, most(MOST_COLD_NS)),
    repetitions: Math.min(counts.repetitions, most(MUCH_SLOWER * referenceNs)),
  };
}

function adapted(
  counts: RepeatCounts,
  slower: number,
  first: RepeatCounts,
  { mostRepetitions }: PairedPreset,
): RepeatCounts {
  const { repetitions } = counts;
  if (slower > MUCH_SLOWER && repetitions > 1) return fewer(counts, FEWER_TAKE / slower);
  // Begun with fewer than the reference's, and fit for as many after all.
  if (repetitions < first.repetitions && (slower * first.repetitions) / repetitions <= MUCH_SLOWER) {
    return { ...counts, repetitions: Math.min(first.repetitions, repetitions * MOST_GROWTH) };
  }
  if (slower > 1 / MUCH_FASTER) return counts;
  const more = Math.ceil(counts.repetitions * Math.min(MORE_TAKE / slower, MOST_GROWTH));
  return { ...counts, repetitions: Math.max(counts.repetitions, Math.min(more, mostRepetitions)) };
}

function fewer({ warmUp, repetitions }: RepeatCounts, share: number): RepeatCounts {
  const part = (count: number) => Math.max(1, Math.floor(count * share));
  return { warmUp: part(warmUp), repetitions: part(repetitions) };
}
