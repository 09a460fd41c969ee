import { createJobCgroup, findCgroups, type CgroupKind, type JobCgroup } from './cgroup.js';
import type { SandboxJob } from './contract.js';

/** What the kernel charges beyond the resident set: page tables, sockets, pipes, and files that are read for the first time. */
const MARGIN_BYTES = 256 * 2 ** 20;
/** /work, /tmp and /dev/shm, each bounded by the job's work size. */
const PRIVATE_FOLDERS = 3;

interface Idle {
  readonly cgroup: JobCgroup;
  readonly bytes: number;
}

/** Of all pools, for the end of this process. */
const idleGroups = new Set<Idle>();
process.on('exit', () => idleGroups.forEach(({ cgroup }) => cgroup.discard()));

export type MemoryKill = 'none' | 'own bound' | 'machine';

/** A group for one job, bounded as it needs. */
export interface BoundedGroup {
  readonly cgroup: JobCgroup;
  /** Whether the kernel killed a process of this job, and whether because the job was at its own bound. */
  memoryKill(): MemoryKill;
  /** After the job is gone. */
  giveBack(): Promise<void>;
}

/**
 * Control groups for jobs, where this machine lets us make them. A bound that the kernel keeps is a second line: the
 * supervisor's own look at the processes names the limit, but sees neither what lies in sockets and pipes, nor what grows
 * faster than it can look. Making a group costs more than a small program, so those that were left empty are used again.
 */
export class CgroupPool {
  #found: CgroupKind | undefined;
  readonly #idle: Idle[] = [];

  /** Where the groups are, or why there are none. */
  get found(): CgroupKind {
    this.#found ??= findCgroups();
    return this.#found;
  }

  /** Null where no group can be made. */
  take(job: SandboxJob): BoundedGroup | null {
    const { found } = this;
    if (found.kind === 'none') return null;
    const bytes = boundOf(job);
    // A peak is of a group's whole life.
    const fresh = job.steps.some(({ accounted }) => accounted === true);
    const reused = fresh ? undefined : this.#takeIdle(bytes);
    const cgroup = reused?.cgroup ?? createJobCgroup(found);
    if (reused?.bytes !== bytes) cgroup.limitMemory(bytes);
    const before = cgroup.memoryEvents();
    return {
      cgroup,
      memoryKill: () => {
        const now = cgroup.memoryEvents();
        if (now.kills === before.kills) return 'none';
        return now.atBound > before.atBound ? 'own bound' : 'machine';
      },
      giveBack: async () => {
        if (fresh || !cgroup.isEmpty()) await cgroup.remove();
        else this.#keep({ cgroup, bytes });
      },
    };
  }

  #keep(idle: Idle): void {
    this.#idle.push(idle);
    idleGroups.add(idle);
  }

  #takeIdle(bytes: number): Idle | undefined {
    const same = this.#idle.findIndex((idle) => idle.bytes === bytes);
    const [taken] = this.#idle.splice(same < 0 ? 0 : same, 1);
    if (taken !== undefined) idleGroups.delete(taken);
    return taken;
  }
}

function boundOf(job: SandboxJob): number {
  const most = Math.max(...job.steps.map(({ limits }) => limits.memoryBytes));
  return most + PRIVATE_FOLDERS * job.workBytes + MARGIN_BYTES;
}
