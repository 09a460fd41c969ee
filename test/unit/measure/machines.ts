import type { ReadFile } from '../../../harness/measure/system-files.js';

/** The files of a machine: paths to texts. */
export type Machine = Readonly<Record<string, string>>;

export const reader =
  (machine: Machine): ReadFile =>
  (path) =>
    machine[path] ?? null;

/** CPU files of a machine: `allowed` and `online` as lists, `siblings` one text a CPU. */
export function cpuFiles(allowed: string, online: string, siblings: readonly string[] = []): Machine {
  return {
    '/proc/self/status': `Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t${allowed}\nMems_allowed_list:\t0\n`,
    '/sys/devices/system/cpu/online': `${online}\n`,
    ...Object.fromEntries(
      siblings.map((list, cpu) => [
        `/sys/devices/system/cpu/cpu${cpu}/topology/thread_siblings_list`,
        `${list}\n`,
      ]),
    ),
  };
}

/** Threads of `cores` cores with two threads each, the second half being the siblings of the first. */
export const twoThreads = (cores: number) =>
  [...Array(2 * cores).keys()].map((cpu) => `${cpu % cores},${(cpu % cores) + cores}`);
