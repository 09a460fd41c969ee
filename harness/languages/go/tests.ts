import { readFileSync } from 'node:fs';
import type { Problem } from '../../../datasets/problem.js';
import { withFittingImports } from './imports.js';
import { SOLUTION } from './prepared.js';

/** The beginning of a judge's file: how it speaks to the supervisor. */
export const CHANNEL = readFileSync(new URL('channel.go.txt', import.meta.url), 'utf8');

/** The name of the tests' one test function. */
export function testFunction(tests: string): string {
  const names = [...tests.matchAll(/^func (Test\w*)\(\w+ \*testing\.T\)/gm)].map((match) => match[1] ?? '');
  const [name] = names;
  if (name === undefined || names.length !== 1) {
    throw new Error(`expected one Go test function, found ${names.length}: ${names.join(', ')}`);
  }
  return name;
}

/**
 * The tests see the exported names of the program, which is a package of its own: so it has no way to the judge, and what
 * it calls `true`, `len` or `assert` means nothing to them. They may use packages that neither the dataset's set-up nor
 * they themselves import (`math` in many of HumanEval-X).
 */
export function withTestSetup(problem: Problem, tests: string, never: readonly string[] = []): string {
  return withFittingImports(
    `${problem.tests.setup}\n${tests}`,
    'main',
    [{ name: '.', path: SOLUTION }],
    never,
  );
}
