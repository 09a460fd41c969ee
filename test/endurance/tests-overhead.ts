/**
 * What judging adds to the bare running time of a program's tests: a program that computes for 5 ms, on 100 tests, run by a
 * shell one after the other and judged in the sandbox, in turn. The machine should be quiet.
 *
 *   npx tsx test/endurance/tests-overhead.ts [--rounds 5]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadProgramDataset } from '../../datasets/program-datasets.js';
import { textTable } from '../../harness/cli/text-table.js';
import { buildOnce, removeBuild } from '../../harness/programs/judge.js';
import { PROGRAM_LIMITS } from '../../harness/programs/limits.js';
import { runBatch } from '../../harness/programs/run-batch.js';
import { openToolbox } from '../../harness/study/toolbox.js';

const TESTS = 100;
/** By the wall clock: with a limit on CPU time a process reads its own CPU clock in steps of a tick. */
const PROGRAM = `
#include <cstdio>
#include <ctime>
static double ms() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}
int main() {
  int n = 0;
  double begun = ms();
  if (scanf("%d", &n) != 1) return 1;
  while (ms() < begun + 5) {}
  printf("%d\\n", n);
}
`;
const EVALUATOR =
  'def evaluate(expected_output, program_output):\n    return expected_output == program_output';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const { problems } = await loadProgramDataset('mini-effibench', { languages: ['cpp'] });
const [some] = problems;
if (some === undefined) throw new Error('no problem');
const problem = { ...some, kind: 'stdin', evaluator: EVALUATOR } as const;
const tests = Array.from({ length: TESTS }, (_, n) => ({ input: `${n}\n`, output: `${n}` }));
const toolbox = await openToolbox(['cpp', 'python']);
const folder = mkdtempSync(join(tmpdir(), 'perforch-overhead-'));

function secondsOf(work: () => void): number {
  const begun = performance.now();
  work();
  return (performance.now() - begun) / 1000;
}

const source = join(folder, 'main.cpp');
writeFileSync(source, PROGRAM);
execFileSync('g++', ['-O2', '-o', join(folder, 'main'), source]);
const loop = `for n in $(seq 0 ${TESTS - 1}); do echo $n | ./main > out || exit 1; done`;
const request = { problem, program: PROGRAM, limits: PROGRAM_LIMITS };
const toolchains = { program: toolbox.toolchain('cpp'), python: toolbox.toolchain('python') };
const { built } = await buildOnce(request, toolchains, toolbox.sandbox);
if (built === null) throw new Error('it does not compile');
const rows: string[][] = [];
try {
  for (let round = 0; round < Number(values.rounds); round++) {
    const bare = secondsOf(() => execFileSync('bash', ['-c', loop], { cwd: folder }));
    const begun = performance.now();
    const { failed, reports } = await runBatch(
      built,
      tests.map((test) => ({ ...test, stdin: test.input })),
    );
    const judged = (performance.now() - begun) / 1000;
    if (failed !== null || reports.length !== TESTS) throw new Error(JSON.stringify(failed));
    rows.push([`${round + 1}`, bare.toFixed(3), judged.toFixed(3), (judged / bare).toFixed(2)]);
  }
} finally {
  await removeBuild(built);
  await toolbox.close();
  rmSync(folder, { recursive: true });
}
process.stdout.write(`${textTable(['round', 'bare s', 'judged s', 'judged / bare'], rows)}\n`);
