import { expect, test } from 'vitest';
import { readManifest, writeManifest } from '../../../harness/sandbox/docker/manifest.js';

const plain = {
  language: 'rust',
  version: '1.70.0',
  paths: { rustc: '/usr/bin/rustc' },
  mounts: [{ host: '/somewhere', inside: '/opt/perforch/rust' }],
  fingerprint: 'rustc 1.70.0',
} as const;
const rust = { ...plain, compiled: { 'judge.rlib': Buffer.from('a judge').toString('base64') } } as const;

test('what is written is read, without what was mounted where it was made', () => {
  expect(readManifest(writeManifest([rust])).get('rust')).toEqual({ ...rust, mounts: [] });
});

test('a toolchain that compiles nothing beforehand is read as such', () => {
  expect(readManifest(writeManifest([plain])).get('rust')).toEqual({ ...plain, mounts: [], compiled: {} });
});

test.each([
  ['no JSON', 'cat: No such file'],
  ['an unknown language', writeManifest([rust]).replace('"rust"', '"cobol"')],
  ['a mount', writeManifest([rust]).replace('"mounts":[]', '"mounts":[{"host":"/","inside":"/x"}]')],
  ['a toolchain without a fingerprint', writeManifest([rust]).replace('"rustc 1.70.0"', '""')],
])('%s is refused', (_, text) => {
  expect(() => readManifest(text)).toThrow();
});
