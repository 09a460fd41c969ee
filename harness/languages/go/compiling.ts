import { BUILT_PROGRAM, inWork } from '../built-program.js';
import type { BuildOrRun, Toolchain } from '../contract.js';
import { pinnedFor } from '../versions.js';
import { IMPORTS, SOLUTION, SOLUTION_ARCHIVE } from './prepared.js';

const { compileFlags, linkFlags } = pinnedFor('go');
const ENV = { TMPDIR: '/tmp' };

export interface BuildOptions {
  /** More flags for the package of the tests. */
  readonly testFlags?: readonly string[];
  /** One of `IMPORTS`. */
  readonly imports?: string;
}

/** The steps that compile the program, then the package of its tests, and link both. */
export function building(
  toolchain: Toolchain,
  testFiles: readonly string[],
  { testFlags = [], imports = IMPORTS.whole }: BuildOptions = {},
): BuildOrRun[] {
  const { compile = '', link = '' } = toolchain.paths;
  const compiling = (
    name: string,
    archive: string,
    flags: readonly string[],
    inputs: readonly string[],
  ): BuildOrRun => ({
    name: `compile ${name}`,
    phase: 'build',
    argv: [
      compile,
      '-p',
      name,
      '-complete',
      '-pack',
      ...compileFlags,
      ...flags,
      ...['-importcfg', imports],
      '-o',
      archive,
      ...inputs,
    ],
    env: ENV,
  });
  const linking = [...linkFlags, '-importcfg', imports, '-o', BUILT_PROGRAM, inWork('main.a')];
  return [
    compiling(SOLUTION, SOLUTION_ARCHIVE, [], [inWork('solution.go')]),
    compiling('main', inWork('main.a'), testFlags, testFiles.map(inWork)),
    { name: 'link', phase: 'build', argv: [link, ...linking], env: ENV },
  ];
}
