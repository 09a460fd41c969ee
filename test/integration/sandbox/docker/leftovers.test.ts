import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import Docker, { type ContainerInfo } from 'dockerode';
import { expect, test } from 'vitest';
import { DockerSandbox } from '../../../../harness/sandbox/docker/docker.js';
import { marksOf, ownerMark } from '../../../../harness/owner-mark.js';
import { OWNER_LABEL } from '../../../../harness/sandbox/docker/reaper.js';
import { dockerSettings } from '../../../../harness/sandbox/docker/settings.js';
import { shellJob } from '../harness.js';

const docker = new Docker();

async function foundOf(part: string): Promise<ContainerInfo[]> {
  const found = await docker.listContainers({ all: true, filters: { label: [OWNER_LABEL] } });
  return found.filter(({ Labels }) => Labels[OWNER_LABEL]?.includes(part));
}

/** Containers of perforch's with this in their owner's label. */
async function containersOf(part: string): Promise<string[]> {
  return (await foundOf(part)).map(({ Id }) => Id);
}

/** Whether the same two or more are running for half a second: none is being made, as that would be left for the next start. */
async function areSettled(part: string): Promise<boolean> {
  const running = async (): Promise<string | null> => {
    const found = await foundOf(part);
    const all = found.length >= 2 && found.every(({ State }) => State === 'running');
    return all ? found.map(({ Id }) => Id).join() : null;
  };
  const before = await running();
  await new Promise((resolve) => setTimeout(resolve, 500));
  return before !== null && before === (await running());
}

async function eventually(check: () => Promise<boolean>): Promise<boolean> {
  const until = Date.now() + 120_000;
  while (Date.now() < until) {
    if (await check()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

test('a closed sandbox leaves no container, neither used nor kept ready', async () => {
  const sandbox = new DockerSandbox();
  await Promise.all([1, 2, 3].map(() => sandbox.run(shellJob('true'))));
  expect((await containersOf(ownerMark())).length).toBeGreaterThan(0);
  await sandbox.close();
  expect(await eventually(async () => (await containersOf(ownerMark())).length === 0)).toBe(true);
});

test('a harness killed with SIGKILL leaves no container, neither one at work nor one kept ready', async () => {
  const script = fileURLToPath(new URL('../run-jobs.ts', import.meta.url));
  const jobs = [shellJob('true'), shellJob('sleep 300', { limits: { wallMs: 300_000 } })];
  const harness = spawn(process.execPath, ['--import', 'tsx', script], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  harness.stdin.end(JSON.stringify(jobs));
  const its = marksOf(harness.pid ?? 0);
  expect(await eventually(() => areSettled(its))).toBe(true);
  harness.kill('SIGKILL');
  expect(await eventually(async () => (await containersOf(its)).length === 0)).toBe(true);
});

test('what a dead harness left is removed at the next start, what a living one has is not', async () => {
  const dead = `${marksOf(2 ** 22)}1`;
  const left = await docker.createContainer({
    Image: dockerSettings().image,
    Labels: { [OWNER_LABEL]: dead },
  });
  const kept = await docker.createContainer({
    Image: dockerSettings().image,
    Labels: { [OWNER_LABEL]: ownerMark() },
  });
  const sandbox = new DockerSandbox();
  try {
    expect(await sandbox.probe()).toMatchObject({ state: 'ready' });
    const ids = await containersOf('');
    expect(ids).not.toContain(left.id);
    expect(ids).toContain(kept.id);
  } finally {
    await sandbox.close();
    await kept.remove();
  }
});
