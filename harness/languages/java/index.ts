import { readFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Problem } from '../../../datasets/problem.js';
import type { Assembly, AssembleOptions, LanguageModule, Toolchain, ToolchainStatus } from '../contract.js';
import { checkVersion, findExecutable, missing, mountFor } from '../locating.js';
import { testsOf } from '../tests-of.js';
import { pinnedFor } from '../versions.js';
import { extract } from './extract.js';

const JUDGE = readFileSync(new URL('PerforchJudge.java', import.meta.url), 'utf8');
const { compileFlags, runFlags } = pinnedFor('java');

/** What HumanEval-X's tests and most answers rely on without importing it. */
const USUAL_IMPORTS = [
  'java.util.*',
  'java.util.function.*',
  'java.util.regex.*',
  'java.util.stream.*',
  'java.math.*',
  'java.io.*',
  'java.security.*',
];

async function locate(): Promise<ToolchainStatus> {
  const compiler = await findExecutable('javac', 'java');
  if (compiler === null) return missing('javac', 'install a JDK 17 or newer, or run ./scripts/install.sh');
  const { version, refusal } = await checkVersion('java', compiler, ['-version']);
  if (refusal) return refusal;
  const home = dirname(dirname(await realpath(compiler)));
  const { inside, mounts } = await mountFor('java', home);
  return {
    state: 'ready',
    toolchain: {
      language: 'java',
      version,
      paths: { javac: `${inside}/bin/javac`, java: `${inside}/bin/java` },
      mounts,
      fingerprint: `JDK ${version} ${compileFlags.join(' ')}; ${runFlags.join(' ')}`,
    },
  };
}

/**
 * Imports on demand never clash with what a program imports or declares by name, so they go, in one line with its
 * first line, before everything: line numbers stay the program's own.
 */
function withUsualImports(source: string): string {
  const imports = USUAL_IMPORTS.map((name) => `import ${name};`).join(' ');
  return `${imports} ${source}`;
}

function assemble(problem: Problem, program: string, toolchain: Toolchain, options: AssembleOptions): Assembly {
  const { javac = '', java = '' } = toolchain.paths;
  const env = { LC_ALL: 'C.UTF-8' };
  return {
    files: [
      { path: 'Solution.java', content: withUsualImports(program) },
      { path: 'Main.java', content: withUsualImports(testsOf(problem, options)) },
      { path: 'PerforchJudge.java', content: JUDGE.replace('{{token}}', options.token) },
    ],
    steps: [
      {
        name: 'javac',
        phase: 'build',
        argv: [
          javac,
          ...compileFlags,
          '-d',
          '/work/classes',
          ...['Solution', 'Main', 'PerforchJudge'].map((name) => `/work/${name}.java`),
        ],
        env,
      },
      { name: 'java', phase: 'run', argv: [java, ...runFlags, '-cp', '/work/classes', 'PerforchJudge'], env },
    ],
  };
}

export const java: LanguageModule = {
  id: 'java',
  label: 'Java',
  fences: ['java'],
  locate,
  prepare: () => Promise.resolve(),
  programOf: (problem, body) => problem.declaration + body,
  extract,
  assemble,
};
