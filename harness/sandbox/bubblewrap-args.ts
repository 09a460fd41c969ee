import { dirname } from 'node:path/posix';
import type { Bubblewrap } from './bubblewrap-mode.js';
import { WORK_FOLDER, type SandboxJob } from './contract.js';
import { FIRST_UID } from './uid-pool.js';

/** POSIX semaphores and shared memory: enough for locks, too little to hide data in. */
const SHM_BYTES = 64 * 2 ** 20;
/** What the supervisor needs to give a program a user of its own, and to kill it. */
const SUPERVISOR_CAPS = ['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP', 'CAP_KILL', 'CAP_CHOWN'];
/** What it needs to let a timed program go first, where there is such a right to hand on. */
const NICE_CAPS = ['CAP_SYS_NICE'];

function identity({ mode, has }: Bubblewrap): string[] {
  const caps = has.nice ? [...SUPERVISOR_CAPS, ...NICE_CAPS] : SUPERVISOR_CAPS;
  const namespaces = ['ipc', 'pid', 'net', 'uts'].map((name) => `--unshare-${name}`);
  const common = [...namespaces, '--unshare-cgroup-try', '--cap-drop', 'ALL'];
  if (mode === 'root') return [...common, ...caps.flatMap((cap) => ['--cap-add', cap])];
  const id = String(FIRST_UID);
  return [
    ...[...common, '--unshare-user', '--uid', id, '--gid', id],
    ...(has.disableUserns ? ['--disable-userns'] : []),
  ];
}

function tmpfs(path: string, bytes: number, { has }: Bubblewrap): string[] {
  return ['--perms', '1777', ...(has.size ? ['--size', String(Math.ceil(bytes))] : []), '--tmpfs', path];
}

/** bubblewrap would make a mount's parents closed to other users. */
function parents(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) folders.add(folder);
  }
  return [...folders].sort().flatMap((folder) => ['--perms', '0755', '--dir', folder]);
}

/** bubblewrap's whole command line for a job. `root` comes from `minimalRoot`. */
export function bubblewrapArgs(bwrap: Bubblewrap, root: readonly string[], job: SandboxJob): string[] {
  return [
    ...identity(bwrap),
    ...['--die-with-parent', '--new-session', '--as-pid-1', '--clearenv', '--hostname', 'sandbox'],
    ...root,
    ...parents(job.mounts.map(({ inside }) => inside)),
    ...job.mounts.flatMap(({ host, inside }) => ['--ro-bind', host, inside]),
    ...['--proc', '/proc', '--dev', '/dev'],
    ...tmpfs('/dev/shm', Math.min(SHM_BYTES, job.workBytes), bwrap),
    ...tmpfs('/tmp', job.workBytes, bwrap),
    ...tmpfs(WORK_FOLDER, job.workBytes, bwrap),
    // An ordinary user's program owns these two, and could fill them.
    ...['--remount-ro', '/dev', '--remount-ro', '/'],
    ...['--chdir', WORK_FOLDER, '--', '/supervisor'],
  ];
}
