import { readFileSync } from 'node:fs';
import type { Problem } from '../../../datasets/problem.js';
import type { BuildOrRun, LanguageModule, ToolchainStatus } from '../contract.js';
import { ask, checkVersion, findExecutable, missing, mountFor, preparedMark } from '../locating.js';
import { isPrepared } from '../preparing.js';
import { BUILT_PROGRAM, inWork, RUN_BUILT_PROGRAM } from '../built-program.js';
import { testsOf } from '../tests-of.js';
import { pinnedFor } from '../versions.js';
import { extract } from './extract.js';
import { withFittingImports } from './imports.js';
import { INSIDE, SOLUTION, SOLUTION_ARCHIVE, packagesFolder, preparePackages } from './prepared.js';

const JUDGE = readFileSync(new URL('judge.go.txt', import.meta.url), 'utf8');
const { compileFlags, linkFlags } = pinnedFor('go');

async function locate(): Promise<ToolchainStatus> {
  const command = await findExecutable('go', 'go');
  if (command === null) return missing('go');
  const { version, refusal } = await checkVersion('go', command, ['env', 'GOVERSION']);
  if (refusal) return refusal;
  const packages = await packagesFolder(command);
  if (!(await isPrepared(packages))) return missing('compiled Go packages', 'run npx perforch setup');
  const [root = '', tools = ''] = (await ask(command, ['env', 'GOROOT', 'GOTOOLDIR'])).trim().split('\n');
  const { inside, mounts } = await mountFor('go', root);
  return {
    state: 'ready',
    toolchain: {
      language: 'go',
      version,
      paths: {
        compile: `${tools.replace(root, inside)}/compile`,
        link: `${tools.replace(root, inside)}/link`,
      },
      mounts: [...mounts, { host: packages, inside: INSIDE }],
      fingerprint: `go ${[version, ...compileFlags, ...linkFlags].join(' ')}; ${preparedMark(packages)}`,
    },
  };
}

async function prepare(log: (line: string) => void): Promise<void> {
  const command = await findExecutable('go', 'go');
  if (command !== null) await preparePackages(command, log);
}

function testFunction(tests: string): string {
  const names = [...tests.matchAll(/^func (Test\w*)\(\w+ \*testing\.T\)/gm)].map((match) => match[1] ?? '');
  const [name] = names;
  if (name === undefined || names.length !== 1) {
    throw new Error(`expected one Go test function, found ${names.length}: ${names.join(', ')}`);
  }
  return name;
}

const assemble: LanguageModule['assemble'] = (problem, program, toolchain, options) => {
  const tests = testsOf(problem, options);
  // Its functions have names that the program can't know: `go:linkname` would reach into the other package.
  const judge = JUDGE.replaceAll('{{test}}', testFunction(tests))
    .replaceAll(/\bperforch(Send|Finish|Tests)\b/g, `perforch$1_${options.token}`)
    .replace('{{token}}', options.token);
  const { compile = '', link = '' } = toolchain.paths;
  const importcfg = ['-importcfg', `${INSIDE}/importcfg`];
  const env = { TMPDIR: '/tmp' };
  const compiling = (name: string, archive: string, inputs: readonly string[]): BuildOrRun => ({
    name: `compile ${name}`,
    phase: 'build',
    argv: [
      compile,
      '-p',
      name,
      '-complete',
      '-pack',
      ...compileFlags,
      ...importcfg,
      '-o',
      archive,
      ...inputs,
    ],
    env,
  });
  const linking = [...linkFlags, ...importcfg, '-o', BUILT_PROGRAM, inWork('main.a')];
  return {
    files: [
      { path: 'solution.go', content: withFittingImports(program, 'solution') },
      { path: 'tests.go', content: withTestSetup(problem, tests) },
      { path: 'judge.go', content: judge },
    ],
    steps: [
      compiling(SOLUTION, SOLUTION_ARCHIVE, [inWork('solution.go')]),
      compiling('main', inWork('main.a'), [inWork('tests.go'), inWork('judge.go')]),
      { name: 'link', phase: 'build', argv: [link, ...linking], env },
      RUN_BUILT_PROGRAM,
    ],
  };
};

/**
 * The tests see the exported names of the program, which is a package of its own: so it has no way to the judge, and what
 * it calls `true`, `len` or `assert` means nothing to them. They may use packages that neither the dataset's set-up nor
 * they themselves import (`math` in many of HumanEval-X).
 */
function withTestSetup(problem: Problem, tests: string): string {
  return withFittingImports(`${problem.tests.setup}\n${tests}`, 'main', [{ name: '.', path: SOLUTION }]);
}

export const go: LanguageModule = {
  id: 'go',
  label: 'Go',
  fences: ['go', 'golang'],
  locate,
  prepare,
  programOf: (problem, body) => `${importsOf(problem)}${problem.declaration}${body}`,
  extract,
  assemble,
};

/** HumanEval-X keeps a Go problem's imports in its prompt, not in its declaration. */
function importsOf(problem: Problem): string {
  if (/^\s*import\b/m.test(problem.declaration)) return '';
  return /^\s*import\s*(\([^)]*\)|"[^"]*")\s*\n/.exec(problem.prompt)?.[0] ?? '';
}
