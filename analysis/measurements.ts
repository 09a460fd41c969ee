import { CANDIDATE_FLAGS, type CandidateFlag } from '../harness/measure/flags.js';
import { NOT_MEASURABLE, type NotMeasurableReason } from '../harness/measure/measurement.js';
import type { CellMeasurement, CellResult } from '../harness/study/results.js';
import { byProblem, outcomeOf } from './cells.js';
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

/** Counts over the passed cells among these. */
export function countMeasurements(cells: readonly CellResult[], preset: string): MeasurementCounts {
  const passed = cells.filter((cell) => outcomeOf(cell) === 'passed');
  const problems = [...byProblem(passed).values()].map((group) => stateOf(group, preset));
  const measurements = passed.flatMap((cell) => cell.measurements[preset] ?? []);
  const measured = measurements.filter(({ state }) => state === 'measured');
  const countOf = (state: ProblemState) => problems.filter((other) => other === state).length;
  return {
    problems: problems.length,
    measurable: countOf('measured'),
    notMeasured: countOf('not_measured'),
    sameProgram: countOf('same_program'),
    notMeasurable: countEach(REASONS, countOf),
    programs: passed.length,
    withFigures: measurements.filter(({ ratios }) => ratios !== null).length,
    flagged: countEach(FLAGS, (flag) => measured.filter(({ flags }) => flags.includes(flag)).length),
    voided: measured.filter(isVoided).length,
    disturbed: measured.filter(({ disturbances }) => disturbances.length > 0).length,
    machines: [...new Set(measured.map(({ machineHash }) => machineHash))].sort(byCodeUnit),
  };
}

function isVoided({ flags }: CellMeasurement): boolean {
  return flags.some((flag) => CANDIDATE_FLAGS[flag].voidsFaster);
}

type ProblemState = 'measured' | 'not_measured' | 'same_program' | NotMeasurableReason;

/** Of one problem's passed cells, of which there is at least one. */
function stateOf(cells: readonly CellResult[], preset: string): ProblemState {
  const own = cells.map((cell) => cell.measurements[preset]);
  if (own.some((measurement) => measurement?.state === 'measured')) return 'measured';
  if (own.includes(undefined)) return 'not_measured';
  return REASONS.find((reason) => own.some((other) => other?.reason === reason)) ?? 'same_program';
}

function countEach<T extends string>(names: readonly T[], count: (name: T) => number): Record<T, number> {
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<T, number>;
}
