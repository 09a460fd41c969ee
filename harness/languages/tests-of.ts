import type { Problem } from '../../datasets/problem.js';
import type { AssembleOptions } from './contract.js';

/** The tests that a program may be validated by and a model may see the like of: the problem's own, or derived ones; null: none. */
export function exampleTestsOf({ tests, derivedExample }: Problem): string | null {
  return tests.example ?? derivedExample ?? null;
}

/** The chosen tests of a problem. Throws where example tests are asked for and there are none. */
export function testsOf(problem: Problem, options: Pick<AssembleOptions, 'tests'>): string {
  if (options.tests === 'hidden') return problem.tests.hidden;
  const example = exampleTestsOf(problem);
  if (example === null) throw new Error(`${problem.uid} has no example tests`);
  return example;
}
