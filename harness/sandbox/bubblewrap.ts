import { bubblewrapArgs } from './bubblewrap-args.js';
import type { Bubblewrap } from './bubblewrap-mode.js';
import { inspectBubblewrap } from './bubblewrap-mode.js';
import { minimalRoot } from './bubblewrap-root.js';
import { CgroupPool, type BoundedGroup } from './cgroup-pool.js';
import type { Probe, Sandbox, SandboxJob, SandboxReport, StepReport } from './contract.js';
import { SandboxFault } from './contract.js';
import { oomKillsOfMachine, withMemoryKills } from './out-of-memory.js';
import { reportOf, type Place } from './outcome.js';
import { probeSandbox } from './probe.js';
import { jobOfResident, LineResident } from './resident.js';
import type { Resident, ResidentJob } from './resident-contract.js';
import { openLine, runSupervised } from './supervised-process.js';
import { findSupervisor } from './supervisor-build.js';
import { UidPool } from './uid-pool.js';
import { validateJob } from './validate-job.js';
import { encodeJob, KEEP_ID } from './wire.js';

interface Ready {
  readonly bwrap: Bubblewrap;
  readonly root: readonly string[];
}

async function prepare(command: string): Promise<Ready> {
  const bwrap = await inspectBubblewrap(command);
  const supervisor = await findSupervisor();
  if (supervisor === undefined) throw new SandboxFault("the sandbox's supervisor is not built");
  return { bwrap, root: await minimalRoot(supervisor) };
}

const PLACE: Place = {
  name: 'the sandbox',
  ended: ({ code, signal }) => `bubblewrap ended with ${signal ?? `exit code ${String(code)}`}`,
};

/** The report with what the kernel charged to its accounted step. */
function withCharges(report: SandboxReport, job: SandboxJob, group: BoundedGroup | null): SandboxReport {
  if (group === null) return report;
  const steps = report.steps.map((step, at): StepReport => {
    const cgroup = job.steps[at]?.accounted === true ? group.cgroup.read() : null;
    return { ...step, usage: { ...step.usage, cgroup } };
  });
  return { ...report, steps };
}

/** Runs jobs with bubblewrap, each in fresh namespaces. One object serves any number of jobs at a time. */
export class BubblewrapSandbox implements Sandbox {
  readonly id = 'bubblewrap';
  private readonly uids = new UidPool();
  private readonly groups = new CgroupPool();
  /** What doesn't change between jobs; forgotten when it failed, so that a set-up in between is noticed. */
  private ready: Promise<Ready> | undefined;

  /** `command` is bubblewrap, or what takes its place. */
  constructor(private readonly command = 'bwrap') {}

  private prepared(): Promise<Ready> {
    this.ready ??= prepare(this.command).catch((error: unknown) => {
      this.ready = undefined;
      throw error;
    });
    return this.ready;
  }

  probe(): Promise<Probe> {
    return probeSandbox(this, async () => (await this.prepared()).bwrap);
  }

  async run(job: SandboxJob, signal?: AbortSignal): Promise<SandboxReport> {
    validateJob(job);
    signal?.throwIfAborted();
    const { bwrap, root } = await this.prepared();
    const killsBefore = oomKillsOfMachine();
    const group = this.groups.take(job);
    const uid = bwrap.mode === 'root' ? this.uids.take() : undefined;
    try {
      const args = bubblewrapArgs(bwrap, root, job);
      const inherit = group?.cgroup.joinFds ?? [];
      const encoded = encodeJob(job, uid ?? KEEP_ID, inherit.length);
      const outcome = await runSupervised(bwrap.command, args, encoded, job, { signal, inherit });
      signal?.throwIfAborted();
      const report = withMemoryKills(reportOf(outcome, job, PLACE), group, killsBefore);
      return withCharges(report, job, group);
    } finally {
      if (uid !== undefined) this.uids.giveBack(uid);
      await group?.giveBack();
    }
  }

  async openResident(job: ResidentJob, signal?: AbortSignal): Promise<Resident> {
    const whole = jobOfResident(job);
    validateJob(whole);
    signal?.throwIfAborted();
    const { bwrap, root } = await this.prepared();
    const uid = bwrap.mode === 'root' ? this.uids.take() : undefined;
    const line = openLine(bwrap.command, bubblewrapArgs(bwrap, root, whole));
    const giveBack = (): void => {
      if (uid !== undefined) this.uids.giveBack(uid);
    };
    line.closed.then(giveBack, giveBack);
    return new LineResident(line, whole, encodeJob(whole, uid ?? KEEP_ID, 0, true));
  }
}
