import type { Problem } from '../../datasets/problem.js';
import type { AssembleOptions } from './contract.js';

/** The chosen tests of a problem. Throws where example tests are asked for and the dataset has none. */
export function testsOf(problem: Problem, options: Pick<AssembleOptions, 'tests'>): string {
  if (options.tests === 'hidden') return problem.tests.hidden;
  if (problem.tests.example === null) throw new Error(`${problem.uid} has no example tests`);
  return problem.tests.example;
}
