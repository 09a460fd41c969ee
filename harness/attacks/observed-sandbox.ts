import type { Limits, Sandbox, SandboxJob, SandboxReport, StepReport } from '../sandbox/contract.js';
import { withLimits, type Attack, type LimitsInFile } from './attack.js';

const MIB = 2 ** 20;

interface Observed {
  readonly report: StepReport;
  readonly limits: Limits;
}

/** A sandbox that gives every step the limits of an attack's file, and remembers what came of it. */
export class ObservedSandbox implements Sandbox {
  readonly id: string;
  readonly steps: Observed[] = [];
  readonly collected: Buffer[] = [];

  /** `raised` are limits in place of the file's, which the file's are still compared with. */
  constructor(
    private readonly inner: Sandbox,
    private readonly attack: Pick<Attack, 'limits' | 'buildLimits'>,
    private readonly raised: LimitsInFile = {},
  ) {
    this.id = inner.id;
  }

  probe(): ReturnType<Sandbox['probe']> {
    return this.inner.probe();
  }

  async run(job: SandboxJob, signal?: AbortSignal): Promise<SandboxReport> {
    const { limits, buildLimits } = this.attack;
    const declared = job.steps.map((step) =>
      withLimits(step.limits, step.phase === 'build' ? buildLimits : limits),
    );
    const steps = job.steps.map((step, at) => ({
      ...step,
      limits: withLimits(declared[at] ?? step.limits, this.raised),
    }));
    const workMib = this.raised.workMib ?? limits.workMib;
    const workBytes = workMib === undefined ? job.workBytes : workMib * MIB;
    const report = await this.inner.run({ ...job, workBytes, steps }, signal);
    for (const [at, step] of report.steps.entries()) {
      this.steps.push({ report: step, limits: declared[at] ?? unknownStep(at) });
    }
    this.collected.push(...report.files.map(({ content }) => content));
    return report;
  }

  /** What went far beyond the declared limits, in words; a limit that works is overshot by little. */
  exceeded(): string[] {
    return [...new Set(this.steps.flatMap(({ report, limits }) => excesses(report, limits)))];
  }

  /** All that the sandbox gave back: streams of all steps, and collected files. */
  everything(): string {
    const streams = this.steps.flatMap(({ report }) => [report.stdout, report.stderr]);
    return Buffer.concat([...streams, ...this.collected]).toString('latin1');
  }

  /** What programs printed, compilers left out: those quote the source. */
  printed(): string {
    const runs = this.steps.filter(({ report }) => report.phase === 'run');
    return runs.map(({ report }) => report.stdout.toString('latin1')).join('');
  }
}

function unknownStep(at: number): never {
  throw new Error(`the sandbox reported a step ${at} that the job doesn't have`);
}

function excesses({ usage, stdoutBytes, stderrBytes }: StepReport, limits: Limits): string[] {
  const cpuMs = (usage.cpuUserNs + usage.cpuSystemNs) / 1e6;
  const found: [string, boolean][] = [
    ['CPU time beyond its limit', cpuMs > limits.cpuMs * 1.5 + 500],
    ['wall time beyond its limit', usage.wallNs / 1e6 > limits.wallMs * 1.5 + 2_000],
    ['memory beyond its limit', usage.maxRssBytes > limits.memoryBytes * 1.5 + 32 * MIB],
    ['output beyond its limit', stdoutBytes + stderrBytes > limits.outputBytes * 1.5 + MIB],
  ];
  return found.filter(([, isExceeded]) => isExceeded).map(([what]) => what);
}
