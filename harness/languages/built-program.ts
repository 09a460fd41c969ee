import { WORK_FOLDER } from '../sandbox/contract.js';
import type { BuildOrRun } from './contract.js';

/** A file of a job as its steps name it. */
export function inWork(name: string): string {
  return `${WORK_FOLDER}/${name}`;
}

/** Where the compiled languages put what they build, and the step that runs it. */
export const BUILT_PROGRAM = inWork('main');
export const RUN_BUILT_PROGRAM: BuildOrRun = { name: 'main', phase: 'run', argv: [BUILT_PROGRAM], env: {} };

/** For compilers that start a linker of the system's. */
export const COMPILER_ENV = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TMPDIR: '/tmp' } as const;
