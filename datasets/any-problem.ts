import type { NotSupported, ProgramProblem, ProgramTest } from './program-problem.js';
import type { Problem } from './problem.js';

/** One task in one language: a function with tests that call it, or a whole program that is judged from outside. */
export type AnyProblem = Problem | ProgramProblem;

export function isProgramProblem(problem: AnyProblem): problem is ProgramProblem {
  return 'evaluator' in problem;
}

export function isFunctionProblem(problem: AnyProblem): problem is Problem {
  return !isProgramProblem(problem);
}

/** The problems of a dataset of either kind. */
export interface AnyDataset {
  readonly id: string;
  readonly hash: string;
  readonly problems: readonly AnyProblem[];
  /** What the dataset lacks in a language: counted, never judged. */
  readonly notSupported: readonly NotSupported[];
  /** Of one of its programs. Throws `UserError` where they are damaged. */
  readonly tests: (problem: ProgramProblem) => Promise<readonly ProgramTest[]>;
}
