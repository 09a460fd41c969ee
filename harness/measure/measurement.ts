import type { FailedRun } from './subject.js';
import type { CandidateFlag } from './flags.js';
import type { Sample } from './sample.js';

/** Why there is no figure, for people; the rule behind each is in docs/measurement.md. */
export const NOT_MEASURABLE = {
  below_floor: 'the tests are over too fast, however often they are repeated',
  reference_failed: 'the reference does not pass its own tests when they are repeated',
  reference_not_linear: 'twice the repetitions do not take twice the time of the reference',
  build_failed: 'does not compile with its tests repeated',
  failed: 'passed once, but not when its tests are repeated',
  too_slow: 'a run takes longer than the preset allows',
} as const;
export type NotMeasurableReason = keyof typeof NOT_MEASURABLE;

/** All that was observed of one candidate beside its reference; figures and calls are derived from the samples. */
export type Measurement = Measured | NotMeasured;

export interface Measured {
  readonly state: 'measured';
  readonly flags: readonly CandidateFlag[];
  readonly samples: readonly Sample[];
}

export interface NotMeasured {
  readonly state: 'not_measurable';
  readonly reason: NotMeasurableReason;
  readonly detail: string;
  readonly samples: readonly Sample[];
}

export function notMeasurable(
  reason: NotMeasurableReason,
  detail: string,
  samples: readonly Sample[] = [],
): NotMeasured {
  return { state: 'not_measurable', reason, detail, samples };
}

/** A side that passed once, and failed now. */
export function failedRun(
  side: Sample['side'],
  { verdict, detail }: FailedRun,
  samples: readonly Sample[],
): NotMeasured {
  const reason = verdict === 'time_limit' ? 'too_slow' : side === 'reference' ? 'reference_failed' : 'failed';
  return notMeasurable(reason, `${side}: ${verdict}: ${detail}`, samples);
}
