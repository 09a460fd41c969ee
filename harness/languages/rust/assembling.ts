import type { Problem } from '../../../datasets/problem.js';
import type { SourceFile } from '../../sandbox/contract.js';
import { BUILT_PROGRAM, COMPILER_ENV, inWork } from '../built-program.js';
import type { BuildOrRun, Toolchain } from '../contract.js';
import { callableTests } from './around-tests.js';
import { INSIDE, libraryName } from './library.js';

/** The judge's text, and how its module and the tests are put to use. */
export interface Judging {
  readonly text: string;
  readonly tests: (source: string) => string;
  /** Statements of `main` that run the tests, given their calls. */
  readonly run: (judge: string, calls: readonly string[]) => readonly string[];
}

/** Program, tests and judge in the one file that is compiled. */
export function mainFile(
  problem: Problem,
  program: string,
  tests: string,
  token: string,
  judging: Judging,
): SourceFile {
  // A name that the program can't know, so that it can't call the judge.
  const judge = `perforch_judge_${token}`;
  const { source, calls } = callableTests(problem, tests, judge);
  const solution = `${program.trimEnd()}\n`;
  const firstTestLine = solution.split('\n').length;
  const main = [
    'fn main() {',
    `${judge}::watch_panics(${firstTestLine});`,
    ...judging.run(judge, calls),
    `${judge}::finish();`,
    '}',
    '',
  ].join(' ');
  const text = judging.text
    .replace('{{judge}}', judge)
    .replace('{{library}}', libraryName(token))
    .replace('{{token}}', token);
  return { path: 'main.rs', content: `${solution}${judging.tests(source)}\n${main}${text}` };
}

/** The step that compiles `main.rs`; `more` names libraries beside the crates. */
export function compiling(
  toolchain: Toolchain,
  flags: readonly string[],
  more: readonly string[] = [],
): BuildOrRun {
  const { rustc = '', externs = '' } = toolchain.paths;
  const libraries = ['-L', `dependency=${INSIDE}/crates`, ...externs.split(' '), ...more];
  return {
    name: 'rustc',
    phase: 'build',
    argv: [rustc, ...flags, ...libraries, '-o', BUILT_PROGRAM, inWork('main.rs')],
    env: COMPILER_ENV,
  };
}
