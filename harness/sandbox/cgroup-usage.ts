import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UsableCgroups } from './cgroup-plan.js';
import { SandboxFault, type CgroupUsage } from './contract.js';

export interface MemoryEvents {
  /** Processes of the group that the kernel killed for want of memory, its own or the machine's. */
  readonly kills: number;
  /** How often the group itself was at its bound. */
  readonly atBound: number;
}

/** Of the whole life of the group whose folder in the hierarchy with `memory` this is. Throws as `usageOf` does. */
export function memoryEvents(method: UsableCgroups['kind'], folder: string): MemoryEvents {
  if (method === 'cgroup2') {
    const events = join(folder, 'memory.events');
    return { kills: entry(events, 'oom_kill'), atBound: entry(events, 'oom') };
  }
  const kills = entry(join(folder, 'memory.oom_control'), 'oom_kill');
  return { kills, atBound: number(join(folder, 'memory.failcnt')) };
}

/**
 * Reads the files of a group: one folder, or with cgroup v1 the one of `memory` and that of `cpuacct`. Throws
 * `SandboxFault` when a file is missing that every kernel has, or says something else.
 */
export function usageOf(method: UsableCgroups['kind'], folders: readonly string[]): CgroupUsage {
  const [memory = '', cpu = memory] = folders;
  const stat = join(memory, 'memory.stat');
  if (method === 'cgroup2') {
    return {
      method,
      peakBytes: numberIfKept(join(memory, 'memory.peak')),
      currentBytes: number(join(memory, 'memory.current')),
      pageCacheBytes: Math.max(0, entry(stat, 'file') - entry(stat, 'shmem')),
      cpuNs: entry(join(memory, 'cpu.stat'), 'usage_usec') * 1000,
    };
  }
  return {
    method,
    peakBytes: number(join(memory, 'memory.max_usage_in_bytes')),
    currentBytes: number(join(memory, 'memory.usage_in_bytes')),
    pageCacheBytes: Math.max(0, entry(stat, 'total_cache') - entry(stat, 'total_shmem')),
    cpuNs: number(join(cpu, 'cpuacct.usage')),
  };
}

function number(path: string): number {
  return whole(contents(path), path);
}

/** Null where there is no such file, as of a kernel that doesn't keep it. */
function numberIfKept(path: string): number | null {
  return existsSync(path) ? number(path) : null;
}

/** A line `name value` of a file. */
function entry(path: string, name: string): number {
  const line = contents(path)
    .split('\n')
    .find((text) => text.startsWith(`${name} `));
  return whole(line?.slice(name.length + 1) ?? '', `${name} in ${path}`);
}

export function contents(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SandboxFault(`can't read ${path} of a job's control group`, { cause: error });
  }
}

function whole(text: string, where: string): number {
  if (!/^\d+\s*$/.test(text)) throw new SandboxFault(`${where} is not a number but ${JSON.stringify(text)}`);
  return Number(text);
}
