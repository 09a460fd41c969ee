/** A record of the public data set, where there is one: its canonical programs, and what is planted in them. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Language } from '../../../datasets/problem.js';
import { loadProgramDataset, programDatasetModule } from '../../../datasets/program-datasets.js';
import type { ProgramProblem } from '../../../datasets/program-problem.js';
import { judged, sandbox } from './judging.js';

const isThere = (await programDatasetModule('effibench-x').inspect()).every(
  ({ message }) => message === null,
);
const dataset = isThere ? await loadProgramDataset('effibench-x') : null;
const problems = (dataset?.problems ?? []).filter(
  ({ kind, canonical }) => kind === 'stdin' && canonical !== null,
);
/** One task of the set in every language that has it. */
const sameTask = problems.filter(({ task }) => task === problems[0]?.task);

afterAll(() => sandbox.close?.());

type Fault = 'wrong' | 'empty' | 'slow' | 'hungry';
type WithCanonical = Exclude<Language, 'rust'>;

/** Statements for the beginning of a program: another line, no output at all, no end, 600 MiB. */
const PLANTED: Readonly<Record<WithCanonical, Readonly<Record<Fault, string>>>> = {
  python: {
    wrong: 'print(7)',
    empty: 'import sys; sys.stdout = open("/dev/null", "w")',
    slow: 'while True: pass',
    hungry: 'held = b"x" * (600 << 20)',
  },
  java: {
    wrong: 'System.out.println(7);',
    empty: 'System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));',
    slow: 'while (true) { }',
    hungry: 'byte[] held = new byte[600 << 20]; java.util.Arrays.fill(held, (byte) 1);',
  },
  cpp: {
    wrong: 'puts("7");',
    empty: 'if (freopen("/dev/null", "w", stdout) == nullptr) abort();',
    slow: 'for (volatile long i = 0;;) i = i + 1;',
    hungry: 'memset(const_cast<char *>(held = new char[600 << 20]), 1, 600 << 20);',
  },
  go: {
    wrong: 'fmt.Println(7)',
    empty: 'os.Stdout, _ = os.OpenFile(os.DevNull, os.O_WRONLY, 0)',
    slow: 'for { }',
    hungry:
      'held := make([]byte, 600<<20); for i := range held { held[i] = 1 }; fmt.Fprint(os.Stderr, held[7])',
  },
};

const BEFORE: Readonly<Record<WithCanonical, (program: string, statements: string) => string>> = {
  python: (program, statements) => `${statements}\n${program}`,
  java: (program, statements) =>
    program.replace(
      /public class Main \{/,
      `$&\n  static { planted(); }\n  static void planted() { ${statements} }`,
    ),
  cpp: (program, statements) =>
    `#include <cstdio>\n#include <cstdlib>\n#include <cstring>\nstatic char *volatile held;\n` +
    `static const int planted = [] { ${statements} return 0; }();\n${program}`,
  go: (program, statements) => `${program}\nfunc init() { ${statements} }\n`,
};

const VERDICTS: readonly [Fault, Readonly<Record<string, unknown>>][] = [
  ['wrong', { verdict: 'wrong_answer', failedTest: 0 }],
  ['empty', { verdict: 'wrong_answer', failedTest: 0, detail: 'test 1: printed nothing' }],
  ['slow', { verdict: 'time_limit', failedTest: 0 }],
  ['hungry', { verdict: 'memory_limit', failedTest: 0 }],
];

function hasCanonical(problem: ProgramProblem): problem is ProgramProblem & { language: WithCanonical } {
  return problem.language !== 'rust';
}

describe.skipIf(sameTask.length === 0)('a public record', () => {
  it.each(sameTask.map((problem) => [problem.language, problem] as const))(
    'has a canonical program in %s that passes all its tests',
    async (_, problem) => {
      const tests = (await dataset?.tests(problem)) ?? [];
      expect(tests.length).toBeGreaterThan(50);
      const judgement = await judged(problem, problem.canonical ?? '', tests);
      expect(judgement).toMatchObject({ verdict: 'passed', passedTests: tests.length });
    },
  );

  describe.each(VERDICTS)('with something %s planted in it', (fault, verdict) => {
    it.each(sameTask.filter(hasCanonical).map((problem) => [problem.language, problem] as const))(
      'is no pass in %s',
      async (language, problem) => {
        const canonical = problem.canonical ?? '';
        const program = BEFORE[language](canonical, PLANTED[language][fault]);
        expect(program).toContain(PLANTED[language][fault]);
        const tests = (await dataset?.tests(problem)) ?? [];
        const judgement = await judged(problem, program, tests.slice(0, 20), {
          cpu_ms: 1_500,
          memory_mib: 256,
        });
        expect(judgement).toMatchObject(verdict);
      },
    );
  });
});
