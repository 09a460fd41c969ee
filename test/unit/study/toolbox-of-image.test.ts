import { beforeEach, expect, test, vi } from 'vitest';
import type { Sandbox } from '../../../harness/sandbox/contract.js';
import { openToolbox } from '../../../harness/study/toolbox.js';

const state = vi.hoisted(() => ({ sandbox: {}, closed: 0 }));
vi.mock('../../../harness/sandbox/index.js', () => ({ openSandbox: () => Promise.resolve(state.sandbox) }));

const python = {
  language: 'python',
  version: '3.11.2',
  paths: { python: '/usr/bin/python3' },
  mounts: [],
  fingerprint: 'CPython of the image',
} as const;

beforeEach(() => {
  state.closed = 0;
  const sandbox: Partial<Sandbox> = {
    id: 'docker',
    toolchains: () => Promise.resolve(new Map([['python', python]])),
    close: () => {
      state.closed += 1;
      return Promise.resolve();
    },
  };
  state.sandbox = sandbox;
});

test('toolchains that a sandbox brings with it are taken, not this machine’s', async () => {
  expect((await openToolbox(['python'])).toolchain('python')).toEqual(python);
});

test('a language that the image lacks is named, and the sandbox is closed', async () => {
  await expect(openToolbox(['python', 'rust'])).rejects.toThrow(/^Rust: not in the image of the sandbox/);
  expect(state.closed).toBe(1);
});

test('closing a toolbox closes its sandbox', async () => {
  await (await openToolbox(['python'])).close();
  expect(state.closed).toBe(1);
});
