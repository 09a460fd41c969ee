import { readFileSync } from 'node:fs';
import type { Problem } from '../../../datasets/problem.js';
import { replaceCallees } from '../call-sites.js';
import type { LanguageModule } from '../contract.js';
import { exchanged, RUNS_OF_MAIN } from '../repeating.js';
import { testsOf } from '../tests-of.js';
import { building } from './compiling.js';
import { withFittingImports } from './imports.js';
import { TESTIFY } from './light-testify.js';
import { CHANNEL, testFunction, withTestSetup } from './tests.js';

const LIGHT_CHANNEL = exchanged(CHANNEL, ['\tperforchTesting "testing"\n', '']);
const ASSERT = readFileSync(new URL('assert.go.txt', import.meta.url), 'utf8');
const REPEAT = readFileSync(new URL('repeat.go.txt', import.meta.url), 'utf8');
/** Without inlining in the tests' package, each call of the program is a call. Within the program all is as ever. */
const CALLS_STAY_CALLS = ['-l'];
const OWN_NAMES = /\bperforch(Send|Finish|Token)\b/g;
const TEXT = { backticks: true } as const;

export const assembleRepeated: LanguageModule['assembleRepeated'] = (
  problem,
  program,
  toolchain,
  options,
) => {
  const tests = testsOf(problem, { tests: 'hidden' });
  const judge = (text: string): string =>
    text
      .replaceAll('{{test}}', testFunction(tests))
      .replaceAll('{{token}}', options.token)
      .replaceAll(OWN_NAMES, `perforch$1_${options.token}`);
  return {
    ...RUNS_OF_MAIN,
    files: [
      { path: 'solution.go', content: withFittingImports(program, 'solution') },
      { path: 'tests.go', content: repeatableTests(problem, tests) },
      { path: 'channel.go', content: judge(LIGHT_CHANNEL) },
      { path: 'assert.go', content: judge(ASSERT) },
      { path: 'repeat.go', content: judge(REPEAT) },
    ],
    builds: building(toolchain, ['tests.go', 'channel.go', 'assert.go', 'repeat.go'], {
      testFlags: CALLS_STAY_CALLS,
    }),
  };
};

/**
 * The tests with our light `testing.T` and `assert` in place of the libraries', and with random numbers that are the same
 * in every run.
 */
function repeatableTests(problem: Problem, tests: string): string {
  const light = replaceCallees(
    tests.replace(/\bassert\s*:=\s*assert\.New\(/, '_ = assert.New('),
    'Equal',
    (path, values) => (path === 'assert.Equal' && isTyped(values) ? 'perforchEqual' : path),
    TEXT,
  )
    .replaceAll(/\*\s*testing\.T\b/g, '*perforchT')
    .replaceAll(/\btime\.Now\(\)\.UnixNano\(\)/g, 'perforchNextSeed()')
    .replaceAll(/\brand\.(?!New)([A-Z]\w*)\(/g, 'perforchRandom.$1(');
  return withTestSetup(problem, `${light}${randomness(light)}`, [TESTIFY]);
}

/** A bare `nil` has no type for a generic function; with a message behind the values it is the method's matter. */
function isTyped(values: readonly string[]): boolean {
  return values.length === 2 && !values.includes('nil');
}

function randomness(tests: string): string {
  const seeds =
    'var perforchSeed int64; func perforchNextSeed() int64 { perforchSeed++; return perforchSeed }';
  const random = 'var perforchRandom = rand.New(rand.NewSource(1))';
  const parts = [
    ...(tests.includes('perforchNextSeed') ? [seeds] : []),
    ...(tests.includes('perforchRandom') ? [random] : []),
  ];
  return `\n${parts.join('\n')}\n`;
}
