/**
 * Measures canonical whole programs as perforch does, and as EffiBench-X's own harness does (looking at the resident pages
 * of the process every 0.1 ms, and taking the time between the first and the last look), test by test in one run, and
 * prints a table of the differences. The machine should be quiet.
 *
 *   npx tsx test/endurance/polled-memory.ts [--dataset effibench-x] [--tests 100]
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadProgramDataset } from '../../datasets/program-datasets.js';
import type { ProgramProblem, ProgramTest } from '../../datasets/program-problem.js';
import { perforchHome } from '../../harness/home.js';
import { buildOnce, removeBuild, type Built } from '../../harness/programs/judge.js';
import { PROGRAM_LIMITS } from '../../harness/programs/limits.js';
import { runTests } from '../../harness/programs/run-batch.js';
import type { StepReport } from '../../harness/sandbox/contract.js';
import { openToolbox } from '../../harness/study/toolbox.js';
import { LANGUAGES } from '../../datasets/problem.js';
import { textTable } from '../../harness/cli/text-table.js';

const { values } = parseArgs({
  options: { dataset: { type: 'string', default: 'effibench-x' }, tests: { type: 'string', default: '100' } },
});
const INSIDE = '/opt/perforch/poller';
const POLLED = /^polled (\d+) (\d+) (\d+)$/m;

interface Polled {
  readonly ns: number;
  readonly kib: number;
  readonly looks: number;
}

/** A program as it is built, but started by the poller. */
function polled(built: Built, folder: string): Built {
  const { toolchains, assembly } = built;
  const mounts = [...toolchains.program.mounts, { host: folder, inside: INSIDE }];
  const argv = [join(INSIDE, 'poller'), ...assembly.run.argv];
  return {
    ...built,
    toolchains: { ...toolchains, program: { ...toolchains.program, mounts } },
    assembly: { ...assembly, run: { ...assembly.run, argv } },
  };
}

function polledOf({ stderr, end }: StepReport): Polled {
  const [, ns, kib, looks] = POLLED.exec(stderr.toString()) ?? [];
  if (looks === undefined)
    throw new Error(`the poller said nothing: ${JSON.stringify(end)} ${stderr.toString()}`);
  return { ns: Number(ns), kib: Number(kib), looks: Number(looks) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const ms = (ns: number): string => (ns / 1e6).toFixed(1);
const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

async function compare(
  problem: ProgramProblem,
  tests: readonly ProgramTest[],
  folder: string,
): Promise<string[]> {
  const request = { problem, program: problem.canonical ?? '', limits: PROGRAM_LIMITS };
  const toolchains = { program: toolbox.toolchain(problem.language), python: toolbox.toolchain('python') };
  const { built } = await buildOnce(request, toolchains, toolbox.sandbox);
  if (built === null) return [problem.taskId, 'does not compile'];
  try {
    const ready = tests.map((test) => ({ ...test, stdin: test.input }));
    const ours = await runTests(built, ready, { sampleMemory: true });
    const theirs = (await runTests(polled(built, folder), ready, { sampleMemory: false })).map(polledOf);
    const cpu = sum(ours.map(({ usage }) => usage.cpuUserNs + usage.cpuSystemNs));
    const wall = sum(ours.map(({ usage }) => usage.wallNs));
    const peak = Math.max(...ours.map(({ usage }) => usage.maxRssBytes));
    const seen = sum(theirs.map(({ ns }) => ns));
    const seenPeak = Math.max(...theirs.map(({ kib }) => kib)) * 1024;
    const blind = theirs.filter(({ ns }) => ns === 0).length;
    return [
      ...[problem.taskId, `${ours.length}`, ms(cpu), ms(wall), ms(seen), (seen / wall).toFixed(2)],
      ...[mib(peak), mib(seenPeak), (seenPeak / peak).toFixed(2), `${blind}`],
    ];
  } finally {
    await removeBuild(built);
  }
}

const HEAD = [
  ...['program', 'tests', 'CPU ms', 'wall ms', 'polled ms', 'polled / wall'],
  ...['peak MiB', 'polled MiB', 'polled / peak', 'tests of 0 ms'],
];
const folder = mkdtempSync(join(perforchHome(), 'poller-'));
const toolbox = await openToolbox(LANGUAGES);
try {
  chmodSync(folder, 0o755);
  const source = new URL('polled/poller.c', import.meta.url).pathname;
  execFileSync('gcc', ['-O2', '-static', '-o', join(folder, 'poller'), source]);
  const dataset = await loadProgramDataset(values.dataset);
  const rows: string[][] = [];
  for (const problem of dataset.problems) {
    if (problem.canonical === null) continue;
    const tests = (await dataset.tests(problem)).slice(0, Number(values.tests));
    rows.push(await compare(problem, tests, folder));
  }
  process.stdout.write(`${textTable(HEAD, rows)}\n`);
} finally {
  await toolbox.close();
  rmSync(folder, { recursive: true });
}
