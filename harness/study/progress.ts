/** Why a cell has no outcome: nobody answered (`missing`), or the harness itself failed (`fault`). */
export type Trouble = 'missing' | 'fault';

export interface TroubleCount {
  readonly trouble: Trouble;
  readonly reason: string;
  readonly count: number;
}

/** How far a call of `runStudy` is. */
export interface Progress {
  readonly cells: number;
  /** Cells with an outcome, a failure of the model included. */
  readonly done: number;
  readonly missing: number;
  readonly faults: number;
  readonly freshAnswers: number;
  readonly freshRuns: number;
  readonly passed: number;
  /** Programs to measure, each by every preset of the study; 0 until all cells were judged. */
  readonly toMeasure: number;
  readonly measured: number;
  readonly freshMeasurements: number;
  /** What stands behind `missing` and `faults`, the first seen first. */
  readonly troubles: readonly TroubleCount[];
}

export const NO_PROGRESS: Progress = {
  cells: 0,
  done: 0,
  missing: 0,
  faults: 0,
  freshAnswers: 0,
  freshRuns: 0,
  passed: 0,
  toMeasure: 0,
  measured: 0,
  freshMeasurements: 0,
  troubles: [],
};

/** Whether every cell has an outcome and every passed program its measurement, and nothing of ours failed on the way. */
export function isComplete({ cells, done, faults, toMeasure, measured }: Progress): boolean {
  return done === cells && measured === toMeasure && faults === 0;
}

/** The progress with one more cell missing, or one more fault, for this reason. */
export function withTrouble(progress: Progress, trouble: Trouble, reason: string): Progress {
  const { troubles } = progress;
  const known = troubles.findIndex((entry) => entry.trouble === trouble && entry.reason === reason);
  return {
    ...progress,
    missing: progress.missing + (trouble === 'missing' ? 1 : 0),
    faults: progress.faults + (trouble === 'fault' ? 1 : 0),
    troubles:
      known < 0
        ? [...troubles, { trouble, reason, count: 1 }]
        : troubles.map((entry, index) => (index === known ? { ...entry, count: entry.count + 1 } : entry)),
  };
}
