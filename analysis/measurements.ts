import { CANDIDATE_FLAGS, type CandidateFlag } from '../harness/measure/flags.js';
import { NOT_MEASURABLE, type NotMeasurableReason } from '../harness/measure/measurement.js';
import type { CellMeasurement, CellResult } from '../harness/study/results.js';
import { measuredOf, passedOf } from './cells.js';
import { byCodeUnit } from './order.js';

export const REASONS = Object.keys(NOT_MEASURABLE) as readonly NotMeasurableReason[];
export const FLAGS = Object.keys(CANDIDATE_FLAGS) as readonly CandidateFlag[];

/** What one preset could say of passed programs. Programs are counted once an answer, whatever their text. */
export interface MeasurementCounts {
  /** With a passed program: the sum of the next three and of all reasons. */
  readonly problems: number;
  /** At least one passed program was measured. */
  readonly measurable: number;
  /** None was measured, and at least one was not tried: not yet, or for want of a canonical solution that passes. */
  readonly notMeasured: number;
  /** Every passed program is the canonical solution, letter by letter: there was nothing to measure. */
  readonly sameProgram: number;
  /** None could be measured; of several reasons the first one in their order. */
  readonly notMeasurable: Readonly<Record<NotMeasurableReason, number>>;
  /** Passed programs. */
  readonly programs: number;
  /** Those with ratios that may be used. */
  readonly withFigures: number;
  /** Programs by flag; one may have several. */
  readonly flagged: Readonly<Record<CandidateFlag, number>>;
  /** Programs whose figures must not be used for a flag. */
  readonly voided: number;
  /** Programs whose measurement was disturbed by something else on the machine. */
  readonly disturbed: number;
  /** Hashes of the machines that programs were measured on, in order. */
  readonly machines: readonly string[];
}

/** Counts over the passed cells of these lists, each of which holds cells of one problem. */
export function countMeasurements(lists: Iterable<readonly CellResult[]>, preset: string): MeasurementCounts {
  const byProblem = new Map<string, Set<CellState>>();
  const machines = new Set<string>();
  const flagged = zeros(FLAGS);
  const sums = { programs: 0, withFigures: 0, voided: 0, disturbed: 0 };
  for (const cells of lists) {
    const passed = passedOf(cells);
    const [first] = passed;
    if (first === undefined) continue;
    const states = byProblem.get(first.problemUid) ?? new Set<CellState>();
    byProblem.set(first.problemUid, states);
    const measurements = measuredOf(cells).flatMap((cell) => cell.measurements[preset] ?? []);
    sums.programs += passed.length;
    if (measurements.length < passed.length) states.add('not_measured');
    for (const measurement of measurements) {
      states.add(measurement.reason ?? measurement.state);
      if (measurement.ratios !== null) sums.withFigures += 1;
      if (measurement.state !== 'measured') continue;
      for (const flag of new Set(measurement.flags)) flagged[flag] += 1;
      if (isVoided(measurement)) sums.voided += 1;
      if (measurement.disturbances.length > 0) sums.disturbed += 1;
      machines.add(measurement.machineHash);
    }
  }
  const problems = [...byProblem.values()].map(stateOf);
  const countOf = (state: ProblemState) => problems.filter((other) => other === state).length;
  return {
    problems: problems.length,
    measurable: countOf('measured'),
    notMeasured: countOf('not_measured'),
    sameProgram: countOf('same_program'),
    notMeasurable: countEach(REASONS, countOf),
    programs: sums.programs,
    withFigures: sums.withFigures,
    flagged,
    voided: sums.voided,
    disturbed: sums.disturbed,
    machines: [...machines].sort(byCodeUnit),
  };
}

function isVoided({ flags }: CellMeasurement): boolean {
  return flags.some((flag) => CANDIDATE_FLAGS[flag].voidsFaster);
}

type ProblemState = 'measured' | 'not_measured' | 'same_program' | NotMeasurableReason;

type CellState = CellMeasurement['state'] | ProblemState;

/** Of one problem's passed cells, of which there is at least one. */
function stateOf(states: ReadonlySet<CellState>): ProblemState {
  if (states.has('measured')) return 'measured';
  if (states.has('not_measured')) return 'not_measured';
  return REASONS.find((reason) => states.has(reason)) ?? 'same_program';
}

function zeros<T extends string>(names: readonly T[]): Record<T, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<T, number>;
}

function countEach<T extends string>(names: readonly T[], count: (name: T) => number): Record<T, number> {
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<T, number>;
}
