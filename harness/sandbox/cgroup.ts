import { closeSync, constants, mkdirSync, openSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDead, MARK, ownerMark } from '../owner-mark.js';
import { HOST, planCgroups, type CgroupKind, type UsableCgroups } from './cgroup-plan.js';
import { contents, memoryEvents, usageOf, type MemoryEvents } from './cgroup-usage.js';
import { SandboxFault, type CgroupUsage } from './contract.js';

export type { CgroupKind, UsableCgroups } from './cgroup-plan.js';

export interface JobCgroup {
  /** Open for writing: who writes `0` to each of them is in the group from then on, with the children it makes. */
  readonly joinFds: readonly number[];
  /** Of the whole life of the group; before `remove`. Throws `SandboxFault` when a file is missing. */
  read(): CgroupUsage;
  /** Bounds what is charged to the group: beyond it the kernel kills one of its processes. Swap doesn't help them. */
  limitMemory(bytes: number): void;
  /** Of the whole life of the group. */
  memoryEvents(): MemoryEvents;
  isEmpty(): boolean;
  /** Closes `joinFds`, kills what is left in the group, and removes it. May be called more than once. */
  remove(): Promise<void>;
  /** Removes it at once if it is empty, and leaves it to the next harness if not: for the end of a process. */
  discard(): void;
}

const NAME = new RegExp(String.raw`^perforch-(${MARK})-\d+$`);

/** The kernel removes killed processes from their group within milliseconds, unless they hang in a device. */
const MOST_REMOVE_MS = 5_000;

const SWAP_BYTES = 2 ** 20;

let made = 0;

/**
 * Finds out where groups for jobs can be made, by making one, and removes what dead harnesses left. Such groups are empty
 * where the sandbox did its duty; one that isn't stays, as its process may be of another pid namespace's living harness.
 */
export function findCgroups(): CgroupKind {
  const planned = planCgroups(HOST);
  if (planned.kind === 'none') return planned;
  try {
    removeLeftovers(planned);
    const trial = make(planned);
    try {
      usageOf(planned.kind, trial.folders);
    } finally {
      trial.fds.forEach((fd) => closeSync(fd));
      trial.folders.forEach((folder) => rmdirSync(folder));
    }
    return planned;
  } catch (error) {
    return { kind: 'none', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** A fresh, empty group. Throws `SandboxFault` when the kernel refuses. */
export function createJobCgroup(found: UsableCgroups): JobCgroup {
  const { folders, fds } = make(found);
  const [memory = ''] = folders;
  let open = fds;
  return {
    joinFds: fds,
    read: () => usageOf(found.kind, folders),
    limitMemory: (bytes) => limitMemory(found.kind, memory, bytes),
    memoryEvents: () => memoryEvents(found.kind, memory),
    isEmpty: () => folders.every((folder) => contents(join(folder, 'cgroup.procs')) === ''),
    async remove() {
      open.forEach((fd) => closeSync(fd));
      open = [];
      for (const folder of folders) await removeGroup(folder);
    },
    discard() {
      for (const folder of folders) {
        try {
          rmdirSync(folder);
        } catch {
          // Not empty, or gone.
        }
      }
    },
  };
}

/** Removes the empty groups in a harness's places whose harness, by the mark in their name, is dead. */
export function removeLeftovers(found: UsableCgroups): void {
  for (const base of bases(found)) {
    for (const name of readdirSync(base)) {
      const mark = NAME.exec(name)?.[1];
      if (mark === undefined || !isDead(mark)) continue;
      try {
        rmdirSync(join(base, name));
      } catch {
        // Not empty, or another harness was faster.
      }
    }
  }
}

/** One folder where both controllers of v1 are mounted together. */
function bases(found: UsableCgroups): string[] {
  return found.kind === 'cgroup2' ? [found.base] : [...new Set([found.memory, found.cpuacct])];
}

function make(found: UsableCgroups): {
  readonly folders: readonly string[];
  readonly fds: readonly number[];
} {
  const name = `perforch-${ownerMark()}-${made}`;
  made += 1;
  const folders: string[] = [];
  const fds: number[] = [];
  try {
    if (found.kind === 'cgroup2' && found.enable) {
      writeFileSync(join(found.base, 'cgroup.subtree_control'), '+memory');
    }
    for (const base of bases(found)) {
      mkdirSync(join(base, name));
      folders.push(join(base, name));
      fds.push(openSync(join(base, name, 'cgroup.procs'), constants.O_WRONLY));
    }
    return { folders, fds };
  } catch (error) {
    fds.forEach((fd) => closeSync(fd));
    folders.forEach((folder) => rmdirSync(folder));
    const where = bases(found).join(' and ');
    throw new SandboxFault(`can't make the control group ${name} in ${where}: ${String(error)}`, {
      cause: error,
    });
  }
}

function limitMemory(method: UsableCgroups['kind'], folder: string, bytes: number): void {
  const limit = String(Math.ceil(bytes));
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  const swap = method === 'cgroup2' ? 'memory.swap.max' : 'memory.memsw.limit_in_bytes';
  const swapIsCounted = HOST.read(join(folder, swap)) !== null;
  try {
    if (method === 'cgroup2') {
      write('memory.max', limit);
      if (swapIsCounted) write(swap, '0');
      // All of a program or none of it: what goes on without its killed child is no run.
      write('memory.oom.group', '1');
      return;
    }
    // Memory with swap is never bounded below memory without. A little above it, or only the bound with swap is met, of
    // which the kernel keeps no count.
    if (swapIsCounted) write(swap, '-1');
    write('memory.limit_in_bytes', limit);
    if (swapIsCounted) write(swap, String(Math.ceil(bytes) + SWAP_BYTES));
  } catch (error) {
    throw new SandboxFault(`can't bound the memory of ${folder} to ${limit} bytes`, { cause: error });
  }
}

async function removeGroup(folder: string): Promise<void> {
  const until = performance.now() + MOST_REMOVE_MS;
  for (let waitMs = 1; ; waitMs = Math.min(2 * waitMs, 50)) {
    try {
      rmdirSync(folder);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return;
      if (code !== 'EBUSY' || performance.now() > until) {
        throw new SandboxFault(`can't remove the control group ${folder}`, { cause: error });
      }
    }
    killAll(folder);
    await sleep(waitMs);
  }
}

function killAll(folder: string): void {
  try {
    writeFileSync(join(folder, 'cgroup.kill'), '1');
    return;
  } catch {
    // cgroup v1, or a kernel before 5.14.
  }
  const pids = (HOST.read(join(folder, 'cgroup.procs')) ?? '').split('\n').map(Number);
  for (const pid of pids) {
    // The kernel writes 0 for a process of a pid namespace that we don't see; to kill, 0 is our own process group.
    if (pid <= 0 || pid === process.pid) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}
