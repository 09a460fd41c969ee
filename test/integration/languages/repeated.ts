import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Problem } from '../../../datasets/problem.js';
import { perforchHome } from '../../../harness/home.js';
import type { RepeatCounts, RepeatOptions } from '../../../harness/languages/contract.js';
import { languageModule } from '../../../harness/languages/index.js';
import { BUILT_FOLDER, type Mount, type StepReport } from '../../../harness/sandbox/contract.js';
import { openSandbox } from '../../../harness/sandbox/index.js';
import { BUILD_LIMITS, limitsOfRun, runLimitsSchema, WORK_BYTES } from '../../../harness/stages/limits.js';
import { toolchainOf } from './judging.js';

const TOKEN = '0123456789abcdef'.repeat(2);
const lane = pLimit(2);

/** Builds a program to be repeated and runs it in the real sandbox, once for each of `counts`. */
export function repeated(
  problem: Problem,
  program: string,
  counts: readonly RepeatCounts[],
  build: RepeatOptions['build'] = 'optimised',
): Promise<readonly StepReport[]> {
  return lane(async () => {
    const toolchain = await toolchainOf(problem.language);
    const sandbox = await openSandbox();
    const assembly = languageModule(problem.language).assembleRepeated(problem, program, toolchain, {
      token: TOKEN,
      build,
    });
    const { files, builds, collect, runFiles } = assembly;
    const steps = builds.map((step) => ({ ...step, limits: BUILD_LIMITS, sampleMemory: false }));
    const job = { files, mounts: toolchain.mounts, workBytes: WORK_BYTES, steps, collect };
    const made = builds.length === 0 ? { steps: [], files: [] } : await sandbox.run(job);
    if (made.files.length < collect.length) throw new Error(said(made.steps));
    const folder = await mkdtemp(join(perforchHome(), 'test-built-'));
    try {
      await chmod(folder, 0o755);
      for (const { path, content } of made.files)
        await writeFile(join(folder, path), content, { mode: 0o755 });
      const mounts: Mount[] = [...toolchain.mounts, { host: folder, inside: BUILT_FOLDER }];
      const reports: StepReport[] = [];
      for (const count of counts) {
        const limits = limitsOfRun(runLimitsSchema.parse({}));
        const step = { ...assembly.run(count), limits, sampleMemory: false, token: TOKEN };
        const run = await sandbox.run({ files: runFiles, mounts, workBytes: WORK_BYTES, steps: [step] });
        reports.push(...run.steps);
      }
      return reports;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** How a run ended and how many marks it made, with what it said: a failing test then says why. */
export function ending(reports: readonly StepReport[]): string {
  const ends = reports.map(({ channel, end, marks }) => `${channel} ${marks.length} ${JSON.stringify(end)}`);
  return `${ends.join('\n')}\n${said(reports)}`;
}

/** CPU time of as many repetitions as each of `counts` says, after some to warm up. Throws where a run does not end well. */
export async function bodiesCpuMs(
  problem: Problem,
  program: string,
  counts: readonly number[],
): Promise<readonly number[]> {
  const reports = await repeated(
    problem,
    program,
    counts.map((repetitions) => ({ warmUp: 10, repetitions })),
  );
  return reports.map((report) => {
    const [warm, end] = report.marks.slice(2);
    if (report.channel !== 'completed' || warm === undefined || end === undefined)
      throw new Error(ending([report]));
    return (end.cpuNs - warm.cpuNs) / 1e6;
  });
}

function said(reports: readonly StepReport[]): string {
  return reports
    .map(({ stdout, stderr }) => `${stdout.toString()}${stderr.toString()}`)
    .join('\n')
    .slice(0, 1500);
}
