import { readFileSync, readlinkSync } from 'node:fs';
import type Docker from 'dockerode';
import { statusOf } from './engine.js';

/** Whose a container is: `boot pid-namespace pid start`, so that a pid that was given away again is another's. */
export const OWNER_LABEL = 'perforch.owner';

/** Between its making and its start a container of a living harness on another machine may look left over. */
const FOREIGN_AGE_S = 3_600;

/** The fields of /proc/PID/stat from the third on; null when there is no such process. */
function startOf(pid: string): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** Also where /proc hides other users' processes. */
function isAlive(pid: string, start: string | undefined): boolean {
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if (statusOf(error).code === 'ESRCH') return false;
  }
  const found = startOf(pid);
  return found === null || found === start;
}

function machine(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return 'unknown unknown';
  }
}

/** The label of this process's containers. */
export function owner(): string {
  return `${machine()} ${process.pid} ${startOf('self') ?? '0'}`;
}

/** Whether a container of that label and state has no harness any more, as far as can be told from here. */
export function isLeftOver(label: string, state: string, ageSeconds: number): boolean {
  const [boot, namespace, pid = '', start] = label.split(' ');
  if (`${boot ?? ''} ${namespace ?? ''}` === machine()) return !isAlive(pid, start);
  return state !== 'running' && ageSeconds > FOREIGN_AGE_S;
}

/** Ids of the containers that a harness of this machine, alive or dead, has made and that are still there. */
export async function containersOf(docker: Docker, pid: number): Promise<string[]> {
  const found = await docker.listContainers({ all: true, filters: { label: [OWNER_LABEL] } });
  const mark = `${machine()} ${pid} `;
  return found.filter(({ Labels }) => Labels[OWNER_LABEL]?.startsWith(mark) === true).map(({ Id }) => Id);
}

/** Removes what dead harnesses and crashes of the engine left; containers remove themselves otherwise. */
export async function reap(docker: Docker): Promise<void> {
  const filters = { label: [OWNER_LABEL] };
  const found = await docker.listContainers({ all: true, filters });
  for (const { Id: id, Labels: labels, State: state, Created: created } of found) {
    if (!isLeftOver(labels[OWNER_LABEL] ?? '', state, Date.now() / 1000 - created)) continue;
    // It may be on its way out by itself.
    await docker
      .getContainer(id)
      .remove({ force: true })
      .catch(() => undefined);
  }
}
