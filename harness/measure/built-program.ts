import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Problem } from '../../datasets/problem.js';
import { perforchHome } from '../home.js';
import { isDead, MARK, ownerMark } from '../owner-mark.js';
import type { RepeatCounts, RepeatedAssembly, Toolchain } from '../languages/contract.js';
import { languageModule } from '../languages/index.js';
import {
  BUILT_FOLDER,
  type Limits,
  type Mark,
  type Sandbox,
  type SandboxJob,
  type Step,
  type StepReport,
} from '../sandbox/contract.js';
import { verdictOf } from '../stages/judge.js';
import { BUILD_LIMITS, limitsOfRun, WORK_BYTES, type RunLimits } from '../stages/limits.js';
import type {
  BuildOutcome,
  BuildSettings,
  MeasuredProgram,
  Observed,
  RunOutcome,
  RunSettings,
} from './subject.js';

/** Marks of a repeated program: loaded, first repetition, warm-up, end. */
const MARKS = 4;
/**
 * What a control group's clock counts beyond that of all processes that were waited for: a little of the start. More is the
 * time of children that nobody waits for, which no mark shows: it is charged to the repetitions.
 */
const MOST_UNSEEN_NS = 10e6;
/** Counts instructions and nothing else; it is looked for where distributions put it. */
const COUNTING = [
  '/usr/bin/valgrind',
  '--tool=cachegrind',
  '--cache-sim=no',
  '--cachegrind-out-file=/dev/null',
  '--vgdb=no',
];

/** A program with its repeated tests, built once, to be run many times, each time in a sandbox of its own. */
export class BuiltProgram implements MeasuredProgram {
  readonly #problem: Problem;
  readonly #assembly: RepeatedAssembly;
  readonly #toolchain: Toolchain;
  readonly #sandbox: Sandbox;
  readonly #limits: RunLimits;
  readonly #token: string;
  /** Null where nothing was built. */
  readonly #folder: string | null;

  private constructor(
    parts: { problem: Problem; assembly: RepeatedAssembly; toolchain: Toolchain; sandbox: Sandbox },
    limits: RunLimits,
    token: string,
    folder: string | null,
  ) {
    this.#problem = parts.problem;
    this.#assembly = parts.assembly;
    this.#toolchain = parts.toolchain;
    this.#sandbox = parts.sandbox;
    this.#limits = limits;
    this.#token = token;
    this.#folder = folder;
  }

  /** Throws `SandboxFault` when the sandbox failed. */
  static async build(
    problem: Problem,
    program: string,
    settings: BuildSettings,
    signal?: AbortSignal,
  ): Promise<BuildOutcome> {
    const token = randomBytes(16).toString('hex');
    const { sandbox, build, limits, cpus } = settings;
    const toolchain = settings.toolchain(problem.language);
    const module = languageModule(problem.language);
    const assembly = module.assembleRepeated(problem, program, toolchain, { token, build });
    const parts = { problem, assembly, toolchain, sandbox };
    if (assembly.builds.length === 0)
      return { state: 'built', program: new BuiltProgram(parts, limits, token, null) };
    const steps = assembly.builds.map((step) => ({
      ...step,
      limits: BUILD_LIMITS,
      sampleMemory: false,
      cpus,
    }));
    const { files, collect } = assembly;
    const job = { files, mounts: toolchain.mounts, workBytes: WORK_BYTES, steps, collect };
    const report = await sandbox.run(job, signal);
    if (report.files.length < collect.length) {
      return { state: 'failed', detail: verdictOf(report.steps, problem.language).detail };
    }
    const folder = await newFolder();
    for (const { path, content } of report.files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content, { mode: 0o755 });
    }
    return { state: 'built', program: new BuiltProgram(parts, limits, token, folder) };
  }

  #jobOf(step: Step): SandboxJob {
    const built = this.#folder === null ? [] : [{ host: this.#folder, inside: BUILT_FOLDER }];
    const mounts = [...this.#toolchain.mounts, ...built];
    return { files: this.#assembly.runFiles, mounts, workBytes: WORK_BYTES, steps: [step] };
  }

  /** One fresh process. Throws `SandboxFault` when the sandbox failed, `AbortError` when it was stopped. */
  async run(counts: RepeatCounts, settings: RunSettings, signal?: AbortSignal): Promise<RunOutcome> {
    const { cpuMs, timingCpu } = settings;
    const limits = this.#limitsOf(cpuMs);
    const place =
      timingCpu === null
        ? { sampleMemory: true, accounted: true }
        : { sampleMemory: false, cpus: [timingCpu], timed: true, accounted: true };
    const step = { ...this.#assembly.run(counts), limits, token: this.#token, ...place };
    const { steps } = await this.#sandbox.run(this.#jobOf(step), signal);
    const { verdict, detail } = verdictOf(steps, this.#problem.language);
    const [report] = steps;
    if (verdict !== 'passed' || report === undefined) return { state: 'failed', verdict, detail };
    if (report.marks.length !== MARKS) {
      return { state: 'failed', verdict: 'sandbox_violation', detail: `${report.marks.length} marks` };
    }
    const coldBytes = report.usage.cgroup?.pageCacheBytes ?? 0;
    return { state: 'ran', observed: observe(report, counts), coldBytes };
  }

  /**
   * One fresh process under Valgrind, which counts its instructions and makes it many times slower; null where there is no
   * Valgrind, or it can't run this program. Throws `SandboxFault` when the sandbox failed.
   */
  async runCounted(counts: RepeatCounts, cpuMs: number, signal?: AbortSignal): Promise<Observed | null> {
    const { name, argv, env } = this.#assembly.run(counts);
    const limits = this.#limitsOf(cpuMs);
    const step = { name, phase: 'run', env, limits, token: this.#token, sampleMemory: false } as const;
    const report = await this.#sandbox.run(this.#jobOf({ ...step, argv: [...COUNTING, ...argv] }), signal);
    const [counted] = report.steps;
    const found = /^==\d+== I\s+refs:\s+([\d,]+)$/m.exec(counted?.stderr.toString() ?? '')?.[1];
    if (counted?.marks.length !== MARKS || found === undefined) return null;
    return { ...observe(counted, counts), instructions: Number(found.replaceAll(',', '')) };
  }

  #limitsOf(cpuMs: number): Limits {
    return limitsOfRun({ ...this.#limits, cpu_ms: cpuMs, wall_ms: 3 * cpuMs + 10_000 });
  }

  async dispose(): Promise<void> {
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
  }
}

function observe({ marks, usage }: StepReport, counts: RepeatCounts): Observed {
  const [loaded, first, warm, end] = marks as [Mark, Mark, Mark, Mark];
  const waitedForNs = usage.cpuUserNs + usage.cpuSystemNs;
  const unseenNs = Math.max(0, (usage.cgroup?.cpuNs ?? 0) - waitedForNs);
  const cgroupPeakBytes = usage.cgroup?.peakBytes ?? null;
  return {
    ...counts,
    startUpCpuNs: loaded.cpuNs,
    startUpWallNs: loaded.wallNs,
    firstCpuNs: counts.warmUp > 0 ? first.cpuNs - loaded.cpuNs : 0,
    bodyCpuNs: end.cpuNs - warm.cpuNs + (unseenNs > MOST_UNSEEN_NS ? unseenNs : 0),
    bodyWallNs: end.wallNs - warm.wallNs,
    totalCpuNs: waitedForNs + unseenNs,
    totalWallNs: usage.wallNs,
    maxRssBytes: usage.maxRssBytes,
    cgroupPeakBytes,
    cgroupMethod: cgroupPeakBytes === null ? null : (usage.cgroup?.method ?? null),
    meanRssBytes: usage.meanRssBytes,
    rssSamples: usage.rssSamples,
    involuntarySwitches: usage.involuntarySwitches,
    instructions: null,
  };
}

/** Below the harness's own folder, which programs can be run from; named after the process, so that the dead's can go. */
async function newFolder(): Promise<string> {
  const all = join(perforchHome(), 'built');
  await mkdir(all, { recursive: true, mode: 0o755 });
  const folder = await mkdtemp(join(all, `${ownerMark()}-`));
  await chmod(folder, 0o755);
  return folder;
}

/** Removes what harnesses that were killed left behind. */
export async function removeLeftovers(): Promise<void> {
  const all = join(perforchHome(), 'built');
  for (const name of await readdir(all).catch(() => [])) {
    const mark = new RegExp(`^(${MARK})-`).exec(name)?.[1];
    if (mark !== undefined && isDead(mark)) await rm(join(all, name), { recursive: true, force: true });
  }
}
