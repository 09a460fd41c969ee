import Docker from 'dockerode';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../../../datasets/problem.js';
import { dockerSettings } from '../../../../harness/sandbox/docker/settings.js';
import { exited, lastStep, run, sandbox, shellJob } from '../harness.js';

test('the record names the engine and the image by its digest', async () => {
  await run(shellJob('true'));
  const docker = new Docker();
  const { Id: digest } = await docker.getImage(dockerSettings().image).inspect();
  const { Version: version } = await docker.version();
  expect(sandbox.description).toBe(`docker (engine ${version}, image ${digest})`);
});

test('the image lists the toolchains of all languages, and mounts nothing for them', async () => {
  const toolchains = await sandbox.toolchains?.();
  expect([...(toolchains?.keys() ?? [])].sort()).toEqual([...LANGUAGES].sort());
  for (const { mounts } of toolchains?.values() ?? []) expect(mounts).toEqual([]);
});

test('a program has a user of its own and finds nobody’s names', async () => {
  const { stdout } = await lastStep(
    shellJob('id -u; cat /etc/hostname; grep -c : /etc/passwd; ls /etc/shadow'),
  );
  expect(stdout.toString()).toMatch(/^61\d{3}\nsandbox\n257\n$/);
});

test('programs that run at once have different users', async () => {
  const uids = await Promise.all(
    [1, 2, 3].map(async () => (await lastStep(shellJob('id -u; sleep 0.5'))).stdout.toString()),
  );
  expect(new Set(uids).size).toBe(3);
});

test('a program that exits like one that was killed is not taken for one', async () => {
  expect((await lastStep(shellJob('exit 137'))).end).toEqual(exited(137));
});
