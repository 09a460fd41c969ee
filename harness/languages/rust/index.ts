import { readFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { LanguageModule, ToolchainStatus } from '../contract.js';
import { ask, checkVersion, findExecutable, missing, mountFor, preparedMark } from '../locating.js';
import { isPrepared } from '../preparing.js';
import { RUN_BUILT_PROGRAM } from '../built-program.js';
import { testsOf } from '../tests-of.js';
import { pinnedFor } from '../versions.js';
import { compiling, mainFile, type Judging } from './assembling.js';
import { extract } from './extract.js';
import { INSIDE, libraryFlags } from './library.js';
import { cratesFolder, externFlags, prepareCrates } from './prepared.js';
import { assembleRepeated } from './repeated.js';
import { stateKept } from './state.js';

const { compileFlags } = pinnedFor('rust');
const JUDGE = readFileSync(new URL('judge-once.rs', import.meta.url), 'utf8');
const ONCE: Judging = { text: JUDGE, tests: (source) => source, run: (_judge, calls) => calls };

async function locate(): Promise<ToolchainStatus> {
  const found = await findExecutable('rustc', 'rust');
  if (found === null) return missing('rustc');
  const { version, refusal } = await checkVersion('rust', found, ['--version']);
  if (refusal) return refusal;
  const crates = await cratesFolder(found);
  if (!(await isPrepared(crates))) return missing('compiled crates', 'run npx perforch setup');
  const sysroot = (await ask(found, ['--print', 'sysroot'])).trim();
  const { inside, mounts } = await mountFor('rust', sysroot);
  // A compiler of rustup's is found through its proxy; a distribution's may have another name than `rustc`.
  const real = await realpath(found);
  const compiler = real.startsWith(`${sysroot}/`) ? real.replace(sysroot, inside) : join(inside, 'bin/rustc');
  const externs = await externFlags(crates);
  return {
    state: 'ready',
    toolchain: {
      language: 'rust',
      version,
      paths: { rustc: compiler, externs: externs.join(' ') },
      mounts: [...mounts, { host: crates, inside: INSIDE }],
      fingerprint: `rustc ${version} ${compileFlags.join(' ')}; ${preparedMark(crates)}`,
    },
  };
}

async function prepare(log: (line: string) => void): Promise<void> {
  const cargo = await findExecutable('cargo', 'rust');
  const rustc = await findExecutable('rustc', 'rust');
  if (cargo !== null && rustc !== null) await prepareCrates(cargo, rustc, log);
}

const assemble: LanguageModule['assemble'] = (problem, program, toolchain, options) => ({
  files: [mainFile(problem, program, testsOf(problem, options), options.token, ONCE)],
  steps: [compiling(toolchain, compileFlags, libraryFlags(options.token)), RUN_BUILT_PROGRAM],
});

export const rust: LanguageModule = {
  id: 'rust',
  label: 'Rust',
  fences: ['rust', 'rs'],
  locate,
  prepare,
  programOf: (problem, body) => problem.declaration + body,
  extract,
  assemble,
  assembleRepeated,
  stateKept,
};
