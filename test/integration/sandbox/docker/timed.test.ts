import Docker from 'dockerode';
import { afterEach, expect, test, vi } from 'vitest';
import { DockerSandbox } from '../../../../harness/sandbox/docker/docker.js';
import { OWNER_LABEL } from '../../../../harness/sandbox/docker/reaper.js';
import { ownerMark } from '../../../../harness/owner-mark.js';
import { shellJob } from '../harness.js';

afterEach(() => vi.unstubAllEnvs());

test('beside a timed job nothing starts, and after it nothing ends', async () => {
  vi.stubEnv('PERFORCH_DOCKER_WARM', '4');
  const sandbox = new DockerSandbox();
  await sandbox.run(shellJob('true', { timed: true }));
  const filters = { label: [`${OWNER_LABEL}=${ownerMark()}`] };
  expect(await new Docker().listContainers({ all: true, filters })).toEqual([]);
  await sandbox.close();
});
