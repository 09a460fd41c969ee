import { bubblewrapArgs } from './bubblewrap-args.js';
import type { Bubblewrap } from './bubblewrap-mode.js';
import { inspectBubblewrap } from './bubblewrap-mode.js';
import { minimalRoot } from './bubblewrap-root.js';
import { createStepCgroup, findCgroups, type CgroupKind, type StepCgroup } from './cgroup.js';
import type { Probe, Sandbox, SandboxJob, SandboxReport } from './contract.js';
import { SandboxFault } from './contract.js';
import { probeSandbox } from './probe.js';
import type { Outcome } from './supervised-process.js';
import { runSupervised } from './supervised-process.js';
import { findSupervisor } from './supervisor-build.js';
import { UidPool } from './uid-pool.js';
import { validateJob } from './validate-job.js';
import { decodeReport, encodeJob, KEEP_ID } from './wire.js';

interface Ready {
  readonly bwrap: Bubblewrap;
  readonly root: readonly string[];
}

async function prepare(): Promise<Ready> {
  const bwrap = await inspectBubblewrap();
  const supervisor = await findSupervisor();
  if (supervisor === undefined) throw new SandboxFault("the sandbox's supervisor is not built");
  return { bwrap, root: await minimalRoot(supervisor) };
}

function explain(outcome: Outcome, cause?: unknown): SandboxFault {
  const said = outcome.stderr.split('\n').slice(0, 5).join('\n');
  const why = {
    aborted: 'the job was aborted',
    watchdog: 'the sandbox outlived all its limits and was killed',
    flood: 'the supervisor sent more than it can have to say',
    none: `bubblewrap ended with ${outcome.signal ?? `exit code ${String(outcome.code)}`}`,
  }[outcome.cut ?? 'none'];
  const what = cause instanceof Error ? `${cause.message}; ${why}` : why;
  return new SandboxFault(said === '' ? what : `${what}: ${said}`, { cause });
}

/** The report with what the kernel charged to its accounted step, if that was reached. */
function withGroup(report: SandboxReport, job: SandboxJob, group: StepCgroup | null): SandboxReport {
  if (group === null) return report;
  const cgroup = group.read();
  const steps = report.steps.map((step, at) =>
    job.steps[at]?.accounted === true ? { ...step, usage: { ...step.usage, cgroup } } : step,
  );
  return { ...report, steps };
}

/** Runs jobs with bubblewrap, each in fresh namespaces. One object serves any number of jobs at a time. */
export class BubblewrapSandbox implements Sandbox {
  readonly id = 'bubblewrap';
  private readonly uids = new UidPool();
  /** What doesn't change between jobs; forgotten when it failed, so that a set-up in between is noticed. */
  private ready: Promise<Ready> | undefined;
  private groups: CgroupKind | undefined;

  private prepared(): Promise<Ready> {
    this.ready ??= prepare().catch((error: unknown) => {
      this.ready = undefined;
      throw error;
    });
    return this.ready;
  }

  probe(): Promise<Probe> {
    return probeSandbox(this, async () => (await this.prepared()).bwrap);
  }

  private newGroup(): StepCgroup | null {
    this.groups ??= findCgroups();
    return this.groups.kind === 'none' ? null : createStepCgroup(this.groups);
  }

  async run(job: SandboxJob, signal?: AbortSignal): Promise<SandboxReport> {
    validateJob(job);
    signal?.throwIfAborted();
    const { bwrap, root } = await this.prepared();
    const group = job.steps.some(({ accounted }) => accounted) ? this.newGroup() : null;
    const uid = bwrap.mode === 'root' ? this.uids.take() : undefined;
    try {
      const args = bubblewrapArgs(bwrap, root, job);
      const inherit = group?.joinFds ?? [];
      const encoded = encodeJob(job, uid ?? KEEP_ID, inherit.length);
      const outcome = await runSupervised(bwrap.command, args, encoded, job, { signal, inherit });
      signal?.throwIfAborted();
      if (outcome.cut !== undefined || outcome.output.length === 0) throw explain(outcome);
      try {
        return withGroup(decodeReport(outcome.output, job), job, group);
      } catch (cause) {
        throw explain(outcome, cause);
      }
    } finally {
      if (uid !== undefined) this.uids.giveBack(uid);
      await group?.remove();
    }
  }
}
