import { readFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { LanguageModule, ToolchainStatus } from '../contract.js';
import { ask, checkVersion, findExecutable, missing, mountFor, preparedMark } from '../locating.js';
import { isPrepared } from '../preparing.js';
import { BUILT_PROGRAM, COMPILER_ENV, inWork, RUN_BUILT_PROGRAM } from '../built-program.js';
import { testsOf } from '../tests-of.js';
import { pinnedFor } from '../versions.js';
import { callableTests } from './around-tests.js';
import { extract } from './extract.js';
import { cratesFolder, externFlags, INSIDE, prepareCrates } from './prepared.js';

const JUDGE = readFileSync(new URL('judge.rs', import.meta.url), 'utf8');
const { compileFlags } = pinnedFor('rust');

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

const assemble: LanguageModule['assemble'] = (problem, program, toolchain, options) => {
  // A name that the program can't know, so that it can't call the judge.
  const judge = `perforch_judge_${options.token}`;
  const { source: tests, calls } = callableTests(problem, testsOf(problem, options), judge);
  const solution = `${program.trimEnd()}\n`;
  const firstTestLine = solution.split('\n').length;
  const main = [
    'fn main() {',
    `${judge}::watch_panics(${firstTestLine});`,
    ...calls,
    `${judge}::finish();`,
    '}',
    '',
  ].join(' ');
  const { rustc = '', externs = '' } = toolchain.paths;
  const libraries = ['-L', `dependency=${INSIDE}/crates`, ...externs.split(' ')];
  return {
    files: [
      {
        path: 'main.rs',
        content: `${solution}${tests}\n${main}${JUDGE.replace('{{judge}}', judge).replace('{{token}}', options.token)}`,
      },
    ],
    steps: [
      {
        name: 'rustc',
        phase: 'build',
        argv: [rustc, ...compileFlags, ...libraries, '-o', BUILT_PROGRAM, inWork('main.rs')],
        env: COMPILER_ENV,
      },
      RUN_BUILT_PROGRAM,
    ],
  };
};

export const rust: LanguageModule = {
  id: 'rust',
  label: 'Rust',
  fences: ['rust', 'rs'],
  locate,
  prepare,
  programOf: (problem, body) => problem.declaration + body,
  extract,
  assemble,
};
