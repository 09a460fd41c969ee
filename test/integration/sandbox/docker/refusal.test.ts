import Docker from 'dockerode';
import { afterEach, expect, test, vi } from 'vitest';
import { DockerSandbox } from '../../../../harness/sandbox/docker/docker.js';
import { CONTENT_LABEL } from '../../../../harness/sandbox/docker/image.js';
import { dockerSettings } from '../../../../harness/sandbox/docker/settings.js';
import { openSandbox } from '../../../../harness/sandbox/index.js';

afterEach(() => vi.unstubAllEnvs());

async function probe() {
  const sandbox = new DockerSandbox();
  const found = await sandbox.probe();
  await sandbox.close();
  return found;
}

/** An image like the sandbox's, with another label. */
async function withLabel(label: string, use: () => Promise<void>): Promise<void> {
  const docker = new Docker();
  const repo = 'perforch-test-other-label';
  const container = await docker.createContainer({ Image: dockerSettings().image });
  try {
    await container.commit({ repo, changes: `LABEL ${label}` });
    vi.stubEnv('PERFORCH_DOCKER_IMAGE', repo);
    await use();
  } finally {
    await container.remove();
    await docker.getImage(repo).remove();
  }
}

test('without an engine the probe says where it was looked for, and opening fails', async () => {
  vi.stubEnv('DOCKER_HOST', 'unix:///nowhere/docker.sock');
  expect(await probe()).toMatchObject({
    state: 'unusable',
    reason: 'no Docker engine answers at unix:///nowhere/docker.sock',
    advice: expect.stringContaining('DOCKER_HOST') as string,
  });
  await expect(openSandbox('docker')).rejects.toThrow(/no Docker engine answers/);
});

test('without the image the probe says how to build it', async () => {
  vi.stubEnv('PERFORCH_DOCKER_IMAGE', 'perforch-no-such-image');
  expect(await probe()).toMatchObject({
    state: 'unusable',
    reason: 'the image perforch-no-such-image is missing',
    advice: 'run: npx perforch sandbox build',
  });
});

test('an image of other sources is refused as stale', async () => {
  await withLabel(`${CONTENT_LABEL}=other`, async () => {
    expect(await probe()).toMatchObject({
      state: 'unusable',
      reason: expect.stringContaining('stale') as string,
      advice: 'run: npx perforch sandbox build',
    });
  });
});

test('a runtime that the engine does not know is refused', async () => {
  vi.stubEnv('PERFORCH_DOCKER_RUNTIME', 'no-such-runtime');
  expect(await probe()).toMatchObject({
    state: 'unusable',
    reason: expect.stringContaining('no-such-runtime') as string,
  });
});
