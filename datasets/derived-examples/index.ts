import type { Problem } from '../problem.js';
import { DIFFERING } from './differing.js';
import { rustExample, type Derived } from './rust-example.js';

export { WHY_NOT_DERIVED, type Derived, type WhyNotDerived } from './rust-example.js';

/** What the same task's example in Python gives in Rust. */
export function derivedExample(rust: Problem, python: Problem | undefined): Derived {
  const derived = rustExample(python?.tests.example ?? null, rust.declaration);
  return derived.state === 'derived' && DIFFERING.has(rust.number)
    ? { state: 'none', reason: 'differs' }
    : derived;
}

/** The problems in Rust with an example test each where the problems in Python have one that can be said in Rust. */
export function withDerivedExamples(rust: readonly Problem[], python: readonly Problem[]): Problem[] {
  const byNumber = new Map(python.map((problem) => [problem.number, problem]));
  return rust.map((problem) => {
    const derived = derivedExample(problem, byNumber.get(problem.number));
    return derived.state === 'derived' ? { ...problem, derivedExample: derived.test } : problem;
  });
}
