import { readFileSync } from 'node:fs';
import type { Problem } from '../../../datasets/problem.js';
import { COMPILER_ENV, inWork } from '../built-program.js';
import { replaceCallees } from '../call-sites.js';
import type { LanguageModule } from '../contract.js';
import { flagsOfBuild, RUNS_OF_MAIN } from '../repeating.js';
import { testsOf } from '../tests-of.js';
import { aroundTests, TEXT, type Around } from './around-tests.js';
import { behind, compiling, INSIDE } from './compiling.js';

const REPEAT = readFileSync(new URL('repeat.cpp', import.meta.url), 'utf8');
const ENTRY_OF = readFileSync(new URL('entry.hpp', import.meta.url), 'utf8');
const ENTRY = 'perforch_entry';

/**
 * The tests call the entry point through a volatile pointer, which no optimiser looks through, and their body is called
 * from another file. The program itself is optimised like any other.
 */
export const assembleRepeated: LanguageModule['assembleRepeated'] = (
  problem,
  program,
  toolchain,
  options,
) => {
  const { compiler = '' } = toolchain.paths;
  const tests = replaceCallees(testsOf(problem, { tests: 'hidden' }), problem.entryPoint, () => ENTRY, TEXT);
  const around: Around = {
    before: entryPointer(problem),
    end: repetition(tests),
    entryPoint: ENTRY,
  };
  const flags = flagsOfBuild('cpp', options.build);
  return {
    ...RUNS_OF_MAIN,
    files: [
      { path: 'main.cpp', content: behind(program, aroundTests(problem, tests, options.token, around)) },
      { path: 'repeat.cpp', content: REPEAT.replaceAll('{{token}}', options.token) },
    ],
    builds: [
      {
        name: 'g++ repeat',
        phase: 'build',
        argv: [compiler, ...flags, '-c', inWork('repeat.cpp'), '-o', inWork('repeat.o')],
        env: COMPILER_ENV,
      },
      compiling(compiler, flags, [inWork('repeat.o'), `${INSIDE}/judge.o`]),
    ],
  };
};

/** A volatile pointer to the entry point. Its type is the program's, which may differ from what the problem declares. */
function entryPointer({ entryPoint, declaration }: Problem): string {
  const name = new RegExp(`\\b${entryPoint}\\b`);
  const header = new RegExp(`[^;{}#\\n]*${name.source}\\s*\\([^{;]*\\)(?=\\s*\\{\\s*$)`).exec(
    declaration,
  )?.[0];
  const declared = (header ?? 'void perforch_declared()').replace(name, 'perforch_declared');
  const pointer = `entry_of<decltype(perforch_declared)>(::${entryPoint}, 0)`;
  return `${ENTRY_OF}${declared}; static auto *volatile ${ENTRY} = ${pointer};`;
}

/** `rand` gives every repetition the numbers of a process's first one, which are those of the verdict. */
function repetition(tests: string): string {
  const seeding = /\brand\b/.test(tests) ? '::srand(1); ' : '';
  return `extern "C" void perforch_repetition() { ${seeding}perforch_checks::perforch_tests(); }`;
}
