import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { BubblewrapSandbox } from '../../../harness/sandbox/bubblewrap.js';
import { openSandbox } from '../../../harness/sandbox/index.js';
import { buildSupervisor, findSupervisor } from '../../../harness/sandbox/supervisor-build.js';
import { shellJob } from './harness.js';

afterEach(() => vi.unstubAllEnvs());

async function emptyHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'perforch-empty-'));
  vi.stubEnv('PERFORCH_HOME', home);
  return home;
}

test('without a built supervisor the probe says how to build it', async () => {
  const home = await emptyHome();
  expect(await new BubblewrapSandbox().probe()).toMatchObject({
    state: 'unusable',
    reason: expect.stringContaining('not built') as string,
    advice: expect.stringContaining('perforch setup') as string,
  });
  await rm(home, { recursive: true });
});

test('without bubblewrap the probe says how to install it, and opening fails', async () => {
  vi.stubEnv('PATH', '/nowhere');
  expect(await new BubblewrapSandbox().probe()).toMatchObject({
    state: 'unusable',
    advice: expect.stringContaining('apt install bubblewrap') as string,
  });
  await expect(openSandbox()).rejects.toThrow(/apt install bubblewrap/);
});

/** Puts a bwrap first on the PATH that doesn't know of an option. */
async function bubblewrapWithout(option: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perforch-old-'));
  const script = `#!/bin/sh\n[ "$1" = --help ] && { /usr/bin/bwrap --help | grep -v -e '${option} '; exit; }\nexec /usr/bin/bwrap "$@"\n`;
  await writeFile(join(folder, 'bwrap'), script, { mode: 0o755 });
  vi.stubEnv('PATH', `${folder}:${process.env['PATH'] ?? ''}`);
  return folder;
}

test('a bubblewrap that is too old is named', async () => {
  const folder = await bubblewrapWithout('--perms');
  expect(await new BubblewrapSandbox().probe()).toMatchObject({
    state: 'unusable',
    reason: expect.stringMatching(/bubblewrap [\d.]+ is too old/) as string,
  });
  await rm(folder, { recursive: true });
});

test('with a bubblewrap that cannot bound a tmpfs the supervisor does', async () => {
  const folder = await bubblewrapWithout('--size');
  const old = new BubblewrapSandbox();
  await buildSupervisor();
  expect(await old.probe()).toMatchObject({
    state: 'ready',
    notes: [expect.any(String), expect.stringMatching(/tmpfs/)],
  });
  const job = shellJob('for n in 1 2 3; do head -c 60000000 /dev/zero > $n; done; sleep 1');
  expect((await old.run(job)).steps[0]?.end).toEqual({ kind: 'limit', limit: 'memory' });
  await rm(folder, { recursive: true });
});

test('an unknown sandbox is a user error', async () => {
  await expect(openSandbox('chroot')).rejects.toThrow(/no sandbox is called "chroot": bubblewrap/);
});

test('supervisors built at the same time are one', async () => {
  const home = await emptyHome();
  const paths = await Promise.all([buildSupervisor(), buildSupervisor(), buildSupervisor()]);
  expect(new Set(paths).size).toBe(1);
  expect(await findSupervisor()).toBe(paths[0]);
  await rm(home, { recursive: true });
});
