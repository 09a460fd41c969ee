import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where groups for jobs can be made: below `base` of cgroup v2, below both hierarchies of v1, or nowhere. */
export type CgroupKind =
  | {
      readonly kind: 'cgroup2';
      readonly base: string;
      /** The memory controller has to be switched on for children of `base` first. */
      readonly enable: boolean;
    }
  | { readonly kind: 'cgroup1'; readonly memory: string; readonly cpuacct: string }
  | { readonly kind: 'none'; readonly reason: string };

export type UsableCgroups = Exclude<CgroupKind, { kind: 'none' }>;

/** What detection asks of a machine. */
export interface CgroupSystem {
  /** Null where there is no such file. */
  read(path: string): string | null;
  writable(path: string): boolean;
}

export const HOST: CgroupSystem = {
  read(path) {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return null;
    }
  },
  writable(path) {
    try {
      accessSync(path, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  },
};

/**
 * What the files of a machine promise. Groups are made below the harness's own group, so that its limits hold for them.
 * In cgroup v2 no group but the root may have both processes and controlled children: there it is the nearest group
 * upwards that has the memory controller switched on for its children, and that we may move processes into; else the
 * nearest for which we may switch it on.
 */
export function planCgroups(system: CgroupSystem): CgroupKind {
  const second = planSecond(system);
  if (second.kind !== 'none') return second;
  const memory = ownFolder(system, 'memory');
  const cpuacct = ownFolder(system, 'cpuacct');
  if (memory === null || cpuacct === null) return second;
  const kept = [memory, cpuacct].find((folder) => !system.writable(folder));
  if (kept !== undefined) return { kind: 'none', reason: `cgroup v1: ${kept} is not writable` };
  return { kind: 'cgroup1', memory, cpuacct };
}

function planSecond(system: CgroupSystem): CgroupKind {
  const own = ownFolder(system, null);
  const top = mountOf(system, null)?.folder;
  if (own === null || top === undefined) return { kind: 'none', reason: 'no cgroup file system is mounted' };
  const hasMemory = (folder: string, file: string) =>
    words(system.read(join(folder, file))).includes('memory');
  const isOurs = (folder: string) => system.writable(folder) && system.writable(join(folder, 'cgroup.procs'));
  for (const folder of upwards(own, top)) {
    if (hasMemory(folder, 'cgroup.subtree_control') && isOurs(folder)) {
      return { kind: 'cgroup2', base: folder, enable: false };
    }
  }
  for (const folder of upwards(own, top)) {
    // The root of all groups has no `cgroup.events`.
    const isRoot = system.read(join(folder, 'cgroup.events')) === null;
    const isEmpty = system.read(join(folder, 'cgroup.procs')) === '';
    if (hasMemory(folder, 'cgroup.controllers') && isOurs(folder) && (isRoot || isEmpty)) {
      return { kind: 'cgroup2', base: folder, enable: true };
    }
  }
  return {
    kind: 'none',
    reason: `cgroup v2: no writable group from ${own} upwards has the memory controller for its children`,
  };
}

/** The folder of our own group in the hierarchy of a controller of v1, or (null) in that of v2. */
function ownFolder(system: CgroupSystem, controller: string | null): string | null {
  const mount = mountOf(system, controller);
  const line = (system.read('/proc/self/cgroup') ?? '')
    .split('\n')
    .map((entry) => /^\d+:([^:]*):(.*)$/.exec(entry))
    .find((entry) => entry?.[1]?.split(',').includes(controller ?? ''));
  const path = line?.[2];
  if (mount === null || path === undefined) return null;
  const root = mount.root === '/' ? '' : mount.root;
  // A container may see its own group mounted as the root, and a path that is the host's.
  const below = path.startsWith(`${root}/`) ? path.slice(root.length) : '/';
  return below === '/' ? mount.folder : join(mount.folder, below);
}

function mountOf(
  system: CgroupSystem,
  controller: string | null,
): { readonly root: string; readonly folder: string } | null {
  for (const line of (system.read('/proc/self/mountinfo') ?? '').split('\n')) {
    const [before = '', after = ''] = line.split(' - ');
    const [type, , options = ''] = after.split(' ');
    const isIt =
      controller === null ? type === 'cgroup2' : type === 'cgroup' && options.split(',').includes(controller);
    const [root, folder] = before.split(' ').slice(3, 5);
    if (isIt && root !== undefined && folder !== undefined) return { root, folder: unescaped(folder) };
  }
  return null;
}

/** In mountinfo spaces and the like are octal escapes. */
function unescaped(path: string): string {
  return path.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}

function upwards(from: string, top: string): string[] {
  const folders = [from];
  for (let folder = from; folder !== top && folder !== dirname(folder); folder = dirname(folder)) {
    folders.push(dirname(folder));
  }
  return folders;
}

function words(text: string | null): string[] {
  return (text ?? '').trim().split(/\s+/);
}
