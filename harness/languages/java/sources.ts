import { readFileSync } from 'node:fs';
import type { Problem } from '../../../datasets/problem.js';
import type { SourceFile } from '../../sandbox/contract.js';
import { inWork } from '../built-program.js';
import { wrapCalls } from '../call-sites.js';
import type { BuildOrRun, Toolchain } from '../contract.js';

export const JUDGE = readFileSync(new URL('PerforchJudge.java', import.meta.url), 'utf8');
export const ENV = { LC_ALL: 'C.UTF-8' } as const;
/** Where the prepared classes are seen inside a sandbox. */
export const INSIDE = '/opt/perforch/java-prepared';
/** Classes of the compiler as the machine keeps them in memory: half of a compiler's start is reading them. */
export const ARCHIVE = `${INSIDE}/javac.jsa`;
const ARCHIVED = `-J-XX:SharedArchiveFile=${ARCHIVE}`;
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

/** Program, tests and judge, as the compiler gets them. */
export function sourcesOf(problem: Problem, program: string, tests: string, judge: string): SourceFile[] {
  return [
    { path: 'Solution.java', content: withUsualImports(program) },
    { path: 'Main.java', content: withUsualImports(judgedTests(problem, tests)) },
    { path: 'PerforchJudge.java', content: judge },
  ];
}

/** The step that compiles the sources, and classes of the judge's beside them, into the folder `classes`. */
export function compiling(
  toolchain: Toolchain,
  flags: readonly string[],
  beside: readonly string[] = [],
): BuildOrRun {
  const names = ['Solution', 'Main', 'PerforchJudge', ...beside];
  const sources = names.map((name) => inWork(`${name}.java`));
  const argv = [toolchain.paths['javac'] ?? '', ARCHIVED, ...flags, '-d', inWork('classes'), ...sources];
  return { name: 'javac', phase: 'build', argv, env: ENV };
}
