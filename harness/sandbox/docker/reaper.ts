import type Docker from 'dockerode';
import { isDead, isFromHere, marksOf } from '../../owner-mark.js';
import { answered } from './answered.js';

/** Whose a container is: the mark of its harness. */
export const OWNER_LABEL = 'perforch.owner';

/** Between its making and its start a container of a living harness on another machine may look left over. */
const FOREIGN_AGE_S = 3_600;

/** Whether a container of that label and state has no harness any more, as far as can be told from here. */
export function isLeftOver(label: string, state: string, ageSeconds: number): boolean {
  if (isFromHere(label)) return isDead(label);
  return state !== 'running' && ageSeconds > FOREIGN_AGE_S;
}

async function all(docker: Docker): ReturnType<Docker['listContainers']> {
  const filters = { label: [OWNER_LABEL] };
  return answered('list its containers', (abortSignal) =>
    docker.listContainers({ all: true, filters, abortSignal }),
  );
}

/** Ids of the containers that a harness of this machine, alive or dead, has made and that are still there. */
export async function containersOf(docker: Docker, pid: number): Promise<string[]> {
  const found = await all(docker);
  return found
    .filter(({ Labels }) => Labels[OWNER_LABEL]?.startsWith(marksOf(pid)) === true)
    .map(({ Id }) => Id);
}

/** Removes what dead harnesses and crashes of the engine left; containers remove themselves otherwise. */
export async function reap(docker: Docker): Promise<void> {
  for (const { Id: id, Labels: labels, State: state, Created: created } of await all(docker)) {
    if (!isLeftOver(labels[OWNER_LABEL] ?? '', state, Date.now() / 1000 - created)) continue;
    const container = docker.getContainer(id);
    // It may be on its way out by itself.
    await answered('remove a container', (abortSignal) =>
      container.remove({ force: true, abortSignal }),
    ).catch(() => undefined);
  }
}
