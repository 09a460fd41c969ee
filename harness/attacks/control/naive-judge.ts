import type { Language, Problem } from '../../../datasets/problem.js';
import { BUILT_PROGRAM, COMPILER_ENV, inWork, RUN_BUILT_PROGRAM } from '../../languages/built-program.js';
import type { Assembly, BuildOrRun, Toolchain } from '../../languages/contract.js';
import { withFittingImports } from '../../languages/go/imports.js';
import { testFunction } from '../../languages/go/tests.js';
import { pinnedFor } from '../../languages/versions.js';
import type { Sandbox } from '../../sandbox/contract.js';
import { judge } from '../../stages/judge.js';
import { BUILD_LIMITS, limitsOfRun, runLimitsSchema, WORK_BYTES } from '../../stages/limits.js';
import type { Control } from '../attack.js';

const LIMITS = runLimitsSchema.parse({ cpu_ms: 5_000, wall_ms: 15_000 });

type Rule = NonNullable<Control['naive']>;

/**
 * What a careless judge would say. `exit_code`: program and tests in one piece, and exit code 0 is a pass, as in many
 * harnesses; `printed`: so is the line of a test framework on standard output; `no_failure_printed`: so is the lack of one
 * that tells of a failure. The others are our own judge that takes `any_word` but a failure on the private channel for a pass, or that
 * there was `no_failure`. An attack has to fool one of them, or it
 * proves nothing about the real judge.
 */
export async function judgeNaively(
  rule: Rule,
  problem: Problem,
  program: string,
  { toolchain, sandbox }: { toolchain: Toolchain; sandbox: Sandbox },
): Promise<boolean> {
  if (rule === 'any_word' || rule === 'no_failure') {
    const { steps } = await judge({ problem, program, tests: 'hidden', limits: LIMITS }, toolchain, sandbox);
    const last = steps.at(-1);
    if (last?.phase !== 'run') return false;
    if (rule === 'no_failure') return last.channel !== 'failed';
    return last.channel === 'forged' || last.channel === 'completed';
  }
  const { files, steps } = ASSEMBLIES[problem.language](problem, program, toolchain);
  const report = await sandbox.run({
    files,
    mounts: toolchain.mounts,
    workBytes: WORK_BYTES,
    steps: steps.map((step) =>
      step.phase === 'build'
        ? { ...step, limits: BUILD_LIMITS, sampleMemory: false }
        : // The channel is there, so that what writes to it doesn't fail for want of one; nobody asks what came over it.
          { ...step, limits: limitsOfRun(LIMITS), sampleMemory: false, token: 'unused' },
    ),
  });
  const last = report.steps.at(-1);
  if (last?.phase !== 'run') return false;
  if (rule === 'printed') return /\b(all tests|[1-9]\d*) passed\b|^PASS$/im.test(last.stdout.toString());
  if (rule === 'no_failure_printed')
    return !/assert|fail|panicked/i.test(`${last.stdout.toString()}${last.stderr.toString()}`);
  return last.end.kind === 'exited' && last.end.code === 0;
}

type Assemble = (problem: Problem, program: string, toolchain: Toolchain) => Assembly;

const building = (name: string, argv: readonly string[]): BuildOrRun => ({
  name,
  phase: 'build',
  argv,
  env: COMPILER_ENV,
});

const PYTHON = `space = {"__name__": "__main__"}
exec(compile(open("solution.py").read(), "solution.py", "exec"), space)
exec(compile(open("tests.py").read(), "tests.py", "exec"), space)
`;

/** HumanEval-X's tests include the header of assert behind the program; other data sets do so before it. */
const withoutHeaders = ({ tests }: Problem): string => tests.hidden.replace(/^#(undef|include).*$/gm, '');

const JAVA_IMPORTS = 'import java.util.*; import java.util.stream.*; import java.io.*; import java.math.*;';

const ASSEMBLIES: Readonly<Record<Language, Assemble>> = {
  python: (problem, program, { paths }) => ({
    files: [
      { path: 'solution.py', content: program },
      { path: 'tests.py', content: problem.tests.hidden },
      { path: 'main.py', content: PYTHON },
    ],
    steps: [{ name: 'python3', phase: 'run', argv: [paths['python'] ?? '', 'main.py'], env: {} }],
  }),
  java: (problem, program, { paths }) => ({
    files: [
      { path: 'Solution.java', content: `${JAVA_IMPORTS}\n${program}` },
      { path: 'Main.java', content: `${JAVA_IMPORTS}\n${problem.tests.hidden}` },
    ],
    steps: [
      building('javac', [paths['javac'] ?? '', '-nowarn', 'Solution.java', 'Main.java']),
      { name: 'java', phase: 'run', argv: [paths['java'] ?? '', '-Xmx512m', 'Main'], env: {} },
    ],
  }),
  cpp: (problem, program, { paths }) => ({
    files: [
      {
        path: 'main.cpp',
        content: `#include <assert.h>\n${program}\nusing namespace std;\n${withoutHeaders(problem)}`,
      },
    ],
    steps: [
      building('g++', [
        paths['compiler'] ?? '',
        ...['-std=c++20', '-w', '-include', '/opt/perforch/cpp/usual.hpp', 'main.cpp', '-o', BUILT_PROGRAM],
        ...pinnedFor('cpp').linkFlags,
      ]),
      RUN_BUILT_PROGRAM,
    ],
  }),
  go: (problem, program, { paths }) => {
    const test = testFunction(problem.tests.hidden);
    const everything = 'func(pattern, name string) (bool, error) { return true, nil }';
    const main = `package main\nimport "testing"\nfunc main() { testing.Main(${everything}, []testing.InternalTest{{"${test}", ${test}}}, nil, nil) }\n`;
    const packages = ['-importcfg', '/opt/perforch/go-packages/importcfg'];
    const names = ['solution.go', 'tests.go', 'main.go'].map(inWork);
    return {
      files: [
        { path: 'solution.go', content: withFittingImports(program, 'main') },
        {
          path: 'tests.go',
          content: withFittingImports(`${problem.tests.setup}\n${problem.tests.hidden}`, 'main'),
        },
        { path: 'main.go', content: main },
      ],
      steps: [
        building('compile', [
          paths['compile'] ?? '',
          '-p',
          'main',
          '-pack',
          ...packages,
          '-o',
          'main.a',
          ...names,
        ]),
        building('link', [paths['link'] ?? '', '-s', '-w', ...packages, '-o', BUILT_PROGRAM, 'main.a']),
        RUN_BUILT_PROGRAM,
      ],
    };
  },
  rust: (problem, program, { paths }) => ({
    files: [{ path: 'main.rs', content: `${program}\n${problem.tests.hidden}` }],
    steps: [
      building('rustc', [
        paths['rustc'] ?? '',
        ...['--test', '--edition=2021', '-A', 'warnings', '-o', BUILT_PROGRAM, 'main.rs'],
      ]),
      { ...RUN_BUILT_PROGRAM, argv: [BUILT_PROGRAM, '--nocapture'] },
    ],
  }),
};
