/** What is left of sandboxes in this namespace of processes: everything that a killed harness may not leave behind. */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { perforchHome } from '../../harness/home.js';
import { ownPlace } from '../../harness/owner-mark.js';
import { HOST, planCgroups } from '../../harness/sandbox/cgroup-plan.js';
import { OWNER_LABEL } from '../../harness/sandbox/docker/reaper.js';
import { FIRST_UID, UIDS } from '../../harness/sandbox/uid-pool.js';

export interface Residue {
  /** Command lines of supervisors, of sandboxes, and of programs that run as a sandbox's user. */
  readonly processes: readonly string[];
  readonly cgroups: readonly string[];
  /** Built programs and scratch folders. */
  readonly folders: readonly string[];
  readonly containers: readonly string[];
  readonly mounts: number;
}

const run = promisify(execFile);
const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};
const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

function processes(): string[] {
  return namesIn('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const command = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim();
      const uid = Number(/^Uid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? -1);
      const isSandboxed = uid >= FIRST_UID && uid < FIRST_UID + UIDS;
      return isSandboxed || /^\S*(bwrap|supervisor)( |$)/.test(command)
        ? [`${pid} ${command.slice(0, 80)}`]
        : [];
    });
}

function cgroups(): string[] {
  // Only looks: a harness that starts would remove them.
  const found = planCgroups(HOST);
  if (found.kind === 'none') return [];
  const bases = found.kind === 'cgroup2' ? [found.base] : [found.memory, found.cpuacct];
  return bases.flatMap((base) => namesIn(base).filter((name) => name.startsWith(`perforch-${ownPlace()}-`)));
}

function folders(): string[] {
  const built = namesIn(join(perforchHome(), 'built')).filter((name) => name.startsWith(`${ownPlace()}-`));
  return [...built, ...namesIn(tmpdir()).filter((name) => !name.startsWith('tsx-'))];
}

async function containers(): Promise<string[]> {
  try {
    const format = `{{.State}} {{.ID}} {{.Label "${OWNER_LABEL}"}}`;
    const asked = ['ps', '--all', '--filter', `label=${OWNER_LABEL}`, '--format', format];
    const { stdout } = await run('docker', asked);
    return lines(stdout).filter((line) => line.includes(` ${ownPlace()}-`));
  } catch {
    return [];
  }
}

export async function residue(): Promise<Residue> {
  const mounts = lines(read('/proc/self/mounts')).length;
  return {
    processes: processes(),
    cgroups: cgroups(),
    folders: folders(),
    containers: await containers(),
    mounts,
  };
}

/** What `now` has that `before` had not. */
export function beyond(before: Residue, now: Residue): string[] {
  const fresh = (kind: 'processes' | 'cgroups' | 'folders' | 'containers') =>
    now[kind].filter((item) => !before[kind].includes(item)).map((item) => `${kind}: ${item}`);
  const mounts = now.mounts > before.mounts ? [`mounts: ${now.mounts - before.mounts} more`] : [];
  return [...fresh('processes'), ...fresh('cgroups'), ...fresh('folders'), ...fresh('containers'), ...mounts];
}
