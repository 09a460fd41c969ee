import { isProgramProblem, type AnyProblem } from '../../datasets/any-problem.js';
import { PROGRAM_LIMITS } from '../programs/limits.js';
import { runLimitsSchema, type RunLimits } from '../stages/limits.js';

/** Limits of a study file, where it has some. */
export interface LimitsOfStudy {
  readonly limits?: RunLimits | undefined;
  readonly program_limits?: RunLimits | undefined;
}

/** What applies to a program's tests, for a whole program to each of them. */
export function limitsFor(problem: AnyProblem, { limits, program_limits }: LimitsOfStudy): RunLimits {
  return isProgramProblem(problem)
    ? (program_limits ?? PROGRAM_LIMITS)
    : (limits ?? runLimitsSchema.parse({}));
}
