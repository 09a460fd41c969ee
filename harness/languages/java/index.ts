import { readFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Problem } from '../../../datasets/problem.js';
import type { StepReport } from '../../sandbox/contract.js';
import type { LanguageModule, ToolchainStatus } from '../contract.js';
import { wrapCalls } from '../call-sites.js';
import { checkVersion, findExecutable, missing, mountFor } from '../locating.js';
import { inWork } from '../built-program.js';
import { testsOf } from '../tests-of.js';
import { pinnedFor } from '../versions.js';
import { extract } from './extract.js';

const JUDGE = readFileSync(new URL('PerforchJudge.java', import.meta.url), 'utf8');
const { compileFlags, runFlags } = pinnedFor('java');
const JAVA_TEXT = { tripleQuotes: true };

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
 * Types that tests name, by package: in the tests they are imported by name, so that no class of a program's hides them.
 */
const TEST_TYPES: Readonly<Record<string, readonly string[]>> = {
  'java.lang': words(
    'AssertionError Boolean Byte Character CharSequence Class Comparable Double Error Exception Float IllegalArgumentException ' +
      'Integer Iterable Long Math Number Object Runnable RuntimeException Short StrictMath String StringBuilder System Thread Throwable',
  ),
  'java.util': words(
    'ArrayDeque ArrayList Arrays Collection Collections Comparator Deque HashMap HashSet Iterator LinkedHashMap LinkedHashSet ' +
      'LinkedList List Map Objects Optional OptionalInt PriorityQueue Queue Random Set Stack TreeMap TreeSet Vector',
  ),
  'java.util.stream': words('Collectors DoubleStream IntStream LongStream Stream StreamSupport'),
  'java.math': words('BigDecimal BigInteger'),
};

function words(text: string): string[] {
  return text.split(' ');
}

/** The tests, which see each result of the program through the judge's eyes. */
function judgedTests(problem: Problem, tests: string): string {
  const used = new Set(tests.match(/\b[A-Z]\w*/g) ?? []);
  const declared = new Set(
    [...tests.matchAll(/\b(?:class|interface|enum|record)\s+(\w+)/g)].map(([, name]) => name),
  );
  const imports = Object.entries(TEST_TYPES).flatMap(([folder, names]) =>
    names.filter((name) => used.has(name) && !declared.has(name)).map((name) => `import ${folder}.${name};`),
  );
  const returnsNothing = new RegExp(`\\bvoid\\s+${problem.entryPoint}\\b`).test(problem.declaration);
  const judged = returnsNothing
    ? tests
    : wrapCalls(tests, problem.entryPoint, 'PerforchJudge.plain', JAVA_TEXT);
  return `${imports.join(' ')} ${judged}`;
}

/**
 * Imports on demand never clash with what a program imports or declares by name, so they go, in one line with its
 * first line, before everything: line numbers stay the program's own.
 */
function withUsualImports(source: string): string {
  const imports = USUAL_IMPORTS.map((name) => `import ${name};`).join(' ');
  return `${imports} ${source}`;
}

const assemble: LanguageModule['assemble'] = (problem, program, toolchain, options) => {
  const { javac = '', java = '' } = toolchain.paths;
  const env = { LC_ALL: 'C.UTF-8' };
  return {
    files: [
      { path: 'Solution.java', content: withUsualImports(program) },
      { path: 'Main.java', content: withUsualImports(judgedTests(problem, testsOf(problem, options))) },
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
          inWork('classes'),
          ...['Solution', 'Main', 'PerforchJudge'].map((name) => inWork(`${name}.java`)),
        ],
        env,
      },
      {
        name: 'java',
        phase: 'run',
        argv: [java, ...runFlags, '-cp', inWork('classes'), 'PerforchJudge'],
        env,
      },
    ],
  };
};

/** The heap has a limit of its own, which the machine keeps: with `ExitOnOutOfMemoryError` it says so and exits with 3. */
function ranOutOfMemory({ end, stdout }: StepReport): boolean {
  const told = stdout.includes('Terminating due to java.lang.OutOfMemoryError');
  return told && end.kind === 'exited' && end.code === 3;
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
  ranOutOfMemory,
};
