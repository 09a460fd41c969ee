import { readFileSync } from 'node:fs';
import type { Problem } from '../../../datasets/problem.js';
import type { LanguageModule, ToolchainStatus } from '../contract.js';
import { ask, checkVersion, findExecutable, missing, mountFor, preparedMark } from '../locating.js';
import { isPrepared } from '../preparing.js';
import { RUN_BUILT_PROGRAM } from '../built-program.js';
import { testsOf } from '../tests-of.js';
import { pinnedFor } from '../versions.js';
import { building } from './compiling.js';
import { extract } from './extract.js';
import { withFittingImports } from './imports.js';
import { namesHttp } from './light-testify.js';
import { IMPORTS, INSIDE, packagesFolder, preparePackages } from './prepared.js';
import { assembleRepeated } from './repeated.js';
import { CHANNEL, testFunction, withTestSetup } from './tests.js';
import { stateKept } from './state.js';

const JUDGE = CHANNEL + readFileSync(new URL('judge.go.txt', import.meta.url), 'utf8');
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

const assemble: LanguageModule['assemble'] = (problem, program, toolchain, options) => {
  const tests = testsOf(problem, options);
  const imports = namesHttp(program, tests) ? IMPORTS.whole : IMPORTS.light;
  // Its functions have names that the program can't know: `go:linkname` would reach into the other package.
  const judge = JUDGE.replaceAll('{{test}}', testFunction(tests))
    .replaceAll(/\bperforch(Send|Finish|Tests)\b/g, `perforch$1_${options.token}`)
    .replace('{{token}}', options.token);
  return {
    files: [
      { path: 'solution.go', content: withFittingImports(program, 'solution') },
      { path: 'tests.go', content: withTestSetup(problem, tests) },
      { path: 'judge.go', content: judge },
    ],
    steps: [...building(toolchain, ['tests.go', 'judge.go'], { imports }), RUN_BUILT_PROGRAM],
  };
};

export const go: LanguageModule = {
  id: 'go',
  label: 'Go',
  fences: ['go', 'golang'],
  locate,
  prepare,
  programOf: (problem, body) => `${importsOf(problem)}${problem.declaration}${body}`,
  extract,
  assemble,
  assembleRepeated,
  stateKept,
};

/** HumanEval-X keeps a Go problem's imports in its prompt, not in its declaration. */
function importsOf(problem: Problem): string {
  if (/^\s*import\b/m.test(problem.declaration)) return '';
  return /^\s*import\s*(\([^)]*\)|"[^"]*")\s*\n/.exec(problem.prompt)?.[0] ?? '';
}
