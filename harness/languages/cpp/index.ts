import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LanguageModule, ToolchainStatus } from '../contract.js';
import {
  ask,
  checkVersion,
  findExecutable,
  missing,
  mountFor,
  preparedFolder,
  preparedMark,
} from '../locating.js';
import { isPrepared, prepareFolder } from '../preparing.js';
import { RUN_BUILT_PROGRAM } from '../built-program.js';
import { testsOf } from '../tests-of.js';
import { pinnedFor } from '../versions.js';
import { aroundTests, onceAround } from './around-tests.js';
import { behind, compiling, INSIDE } from './compiling.js';
import { extract } from './extract.js';
import { assembleRepeated } from './repeated.js';
import { stateKept } from './state.js';

const JUDGE = readFileSync(new URL('judge.cpp', import.meta.url), 'utf8');
const USUAL_HEADERS = readFileSync(new URL('usual.hpp', import.meta.url), 'utf8');
const { compileFlags, linkFlags } = pinnedFor('cpp');
/** Links in less than half the time what is to be judged; what is timed is linked by the usual linker. */
const GOLD = 'ld.gold';
const USE_GOLD = '-fuse-ld=gold';

async function folderFor(compiler: string): Promise<string> {
  return preparedFolder('cpp', [await ask(compiler, ['--version']), ...compileFlags, JUDGE, USUAL_HEADERS]);
}

async function locate(): Promise<ToolchainStatus> {
  const compiler = await findExecutable('g++');
  if (compiler === null) return missing('g++');
  const { version, refusal } = await checkVersion('cpp', compiler, ['-dumpfullversion']);
  if (refusal) return refusal;
  const folder = await folderFor(compiler);
  if (!(await isPrepared(folder))) return missing('precompiled headers', 'run npx perforch setup');
  const { inside, mounts } = await mountFor('gcc', compiler);
  const linker = (await findExecutable(GOLD))?.startsWith('/usr/') === true ? USE_GOLD : '';
  return {
    state: 'ready',
    toolchain: {
      language: 'cpp',
      version,
      paths: { compiler: inside, linker },
      mounts: [...mounts, { host: folder, inside: INSIDE }],
      fingerprint: `g++ ${version} ${[...compileFlags, ...linkFlags].join(' ')}; ${preparedMark(folder)}`,
    },
  };
}

/** Precompiles the usual headers, and compiles the judge, with exactly the flags of every program. */
async function prepare(log: (line: string) => void): Promise<void> {
  const compiler = await findExecutable('g++');
  if (compiler === null) return;
  await prepareFolder(await folderFor(compiler), async (draft) => {
    log('C++: precompiling headers');
    const header = join(draft, 'usual.hpp');
    await writeFile(header, USUAL_HEADERS);
    await ask(compiler, [...compileFlags, '-x', 'c++-header', header, '-o', `${header}.gch`]);
    await writeFile(join(draft, 'judge.cpp'), JUDGE);
    await ask(compiler, [...compileFlags, '-c', join(draft, 'judge.cpp'), '-o', join(draft, 'judge.o')]);
  });
}

const assemble: LanguageModule['assemble'] = (problem, program, toolchain, options) => {
  const around = aroundTests(problem, testsOf(problem, options), options.token, onceAround(problem));
  const { compiler = '', linker = '' } = toolchain.paths;
  const quickly = linker === '' ? [] : [linker];
  return {
    files: [{ path: 'main.cpp', content: behind(program, around) }],
    steps: [compiling(compiler, compileFlags, [`${INSIDE}/judge.o`], quickly), RUN_BUILT_PROGRAM],
  };
};

export const cpp: LanguageModule = {
  id: 'cpp',
  label: 'C++',
  fences: ['cpp', 'c++', 'cc', 'cxx', 'c'],
  locate,
  prepare,
  programOf: (problem, body) => problem.declaration + body,
  extract,
  assemble,
  assembleRepeated,
  stateKept,
};
