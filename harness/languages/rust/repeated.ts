import { readFileSync } from 'node:fs';
import { replaceCallees } from '../call-sites.js';
import type { LanguageModule } from '../contract.js';
import { exchanged, flagsOfBuild, RUNS_OF_MAIN } from '../repeating.js';
import { testsOf } from '../tests-of.js';
import { TEXT } from './around-tests.js';
import { compiling, mainFile, type Judging } from './assembling.js';
import { JUDGE } from './library.js';

const REPEAT = readFileSync(new URL('repeat.rs', import.meta.url), 'utf8');
const REPEATING_JUDGE = exchanged(
  JUDGE,
  ['if has_own(name) {', 'if !is_known(name) && has_own(name) {'],
  ['    pub fn finish() {', `${REPEAT}    pub fn finish() {`],
);

export const assembleRepeated: LanguageModule['assembleRepeated'] = (
  problem,
  program,
  toolchain,
  options,
) => {
  const judging: Judging = {
    text: REPEATING_JUDGE,
    tests: (source) => replaceCallees(source, problem.entryPoint, opaque, TEXT),
    run: (judge, calls) => [`fn repetition() { ${calls.join(' ')} }`, `${judge}::repeat(repetition);`],
  };
  const tests = testsOf(problem, { tests: 'hidden' });
  return {
    ...RUNS_OF_MAIN,
    files: [mainFile(problem, program, tests, options.token, judging)],
    builds: [compiling(toolchain, flagsOfBuild('rust', options.build))],
  };
};

/**
 * A pointer to the function: what a function item calls is in its type, which nothing hides from an optimiser. A typed
 * variable, as a cast would guess the parameters from the arguments.
 */
function opaque(path: string, values: readonly string[]): string {
  const type = `fn(${values.map(() => '_').join(', ')}) -> _`;
  return `({ let perforch_entry: ${type} = ${path}; ::std::hint::black_box(perforch_entry) })`;
}
