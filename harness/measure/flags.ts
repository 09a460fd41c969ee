import { median } from './statistics/index.js';
import { perRepetitionNs, type Sample } from './sample.js';

/**
 * What a measurement says of its candidate beside the figures, and what it means for them. With one of those that
 * `voidsFaster` no program is called faster: its repetitions may be cheaper than calls are.
 */
export const CANDIDATE_FLAGS = {
  keeps_state: {
    voidsFaster: true,
    meaning: 'its source can keep state from one call to the next (a static variable, a cache)',
  },
  memoising: {
    voidsFaster: true,
    meaning: 'its first repetition costs far more over the later ones than the reference’s does',
  },
  not_linear: {
    voidsFaster: true,
    meaning: 'twice the repetitions do not take twice the time, though they do for the reference',
  },
  start_up_work: {
    voidsFaster: true,
    meaning: 'it works before its first call, far more than the reference does',
  },
  fewer_repetitions: {
    voidsFaster: false,
    meaning: 'so much slower than the reference that it was repeated less often',
  },
  more_repetitions: {
    voidsFaster: false,
    meaning: 'so much faster than the reference that it was repeated more often',
  },
  outliers: {
    voidsFaster: false,
    meaning: 'some pairs lie far outside of the others; all are kept',
  },
} as const;
export type CandidateFlag = keyof typeof CANDIDATE_FLAGS;

/** Growth from K to 2K repetitions may differ from the reference's by this factor: noise of single runs. */
const GROWTH_FACTOR = 1.35;
/** A twentieth of a millisecond is what caches and page faults of a first repetition may cost more than another's. */
const COLD_NOISE_NS = 50_000;
/** Start-up beyond the reference's that no ordinary import needs. */
const START_UP_NS = 5e6;

/** Whether twice the repetitions cost the candidate about what they cost the reference. */
export function growsAlike(growth: number, referenceGrowth: number): boolean {
  const ratio = growth / referenceGrowth;
  return ratio <= GROWTH_FACTOR && ratio >= 1 / GROWTH_FACTOR;
}

/**
 * Whether a first call costs the candidate more over a later one than it costs the reference, by more than the later one
 * itself: what was computed once is then looked up. Not for runtimes that compile while they run.
 */
export function looksMemoised(reference: readonly Sample[], candidate: readonly Sample[]): boolean {
  const extra = firstExtraNs(candidate) - Math.max(0, firstExtraNs(reference));
  const later = median(candidate.map(perRepetitionNs));
  return extra > COLD_NOISE_NS && extra > 2 * later;
}

function firstExtraNs(samples: readonly Sample[]): number {
  return median(samples.map((sample) => sample.firstCpuNs - perRepetitionNs(sample)));
}

/** Whether the candidate's start-up takes much longer than the reference's, against what is measured. */
export function worksAtStart(reference: readonly Sample[], candidate: readonly Sample[]): boolean {
  const startUp = (samples: readonly Sample[]) => median(samples.map(({ startUpCpuNs }) => startUpCpuNs));
  const extra = startUp(candidate) - startUp(reference);
  return extra > START_UP_NS && extra > 0.25 * startUp(reference);
}
