import { BUILT_PROGRAM, COMPILER_ENV, inWork } from '../built-program.js';
import type { BuildOrRun } from '../contract.js';
import { pinnedFor } from '../versions.js';

/** Where the prepared headers and the compiled judge are seen inside a sandbox. */
export const INSIDE = '/opt/perforch/cpp';
const { linkFlags } = pinnedFor('cpp');

/** The one source file that a program and what comes behind it make. */
export function behind(program: string, around: string): string {
  // A backslash or `//` at the program's end takes the empty line, not the next.
  return ['#define main perforch_ignored_main', '#line 1 "solution.cpp"', program, '', around, ''].join('\n');
}

/** The step that compiles `main.cpp` and links it with objects that are there already, by the usual linker or another. */
export function compiling(
  compiler: string,
  flags: readonly string[],
  objects: readonly string[],
  linker: readonly string[] = [],
): BuildOrRun {
  const inputs = ['-include', `${INSIDE}/usual.hpp`, inWork('main.cpp'), ...objects];
  return {
    name: 'g++',
    phase: 'build',
    argv: [compiler, ...flags, ...inputs, '-o', BUILT_PROGRAM, ...linker, ...linkFlags],
    env: COMPILER_ENV,
  };
}
