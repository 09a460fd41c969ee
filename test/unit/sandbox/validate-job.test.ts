import { expect, test } from 'vitest';
import type { SandboxJob, Step } from '../../../harness/sandbox/contract.js';
import { SandboxFault } from '../../../harness/sandbox/contract.js';
import { validateJob } from '../../../harness/sandbox/validate-job.js';

const step: Step = {
  name: 'run',
  phase: 'run',
  argv: ['/bin/true'],
  env: {},
  limits: {
    cpuMs: 1,
    wallMs: 1,
    memoryBytes: 1,
    processes: 1,
    openFiles: 1,
    fileBytes: 1,
    outputBytes: 1,
  },
  sampleMemory: false,
};
const job: SandboxJob = { files: [], mounts: [], workBytes: 100, steps: [step] };
const withFiles = (...paths: string[]) => ({ ...job, files: paths.map((path) => ({ path, content: 'x' })) });
const withStep = (change: Partial<Step>) => ({ ...job, steps: [{ ...step, ...change }] });
const withMount = (host: string, inside: string) => ({ ...job, mounts: [{ host, inside }] });

test('a plain job passes', () => {
  expect(() => validateJob(job)).not.toThrow();
  expect(() => validateJob(withFiles('a', 'b/c.d', '..b', 'b/..c'))).not.toThrow();
  expect(() => validateJob(withMount('/opt/go', '/toolchain/go'))).not.toThrow();
});

test.each([
  '',
  '.',
  '..',
  '/etc/x',
  '../x',
  'a/../../x',
  'a/../b',
  './a',
  'a//b',
  'a/',
  'a\0b',
  'x'.repeat(2000),
])('the file path %j is refused', (path) => expect(() => validateJob(withFiles(path))).toThrow(SandboxFault));

test.each([-1, 1.5, 2 ** 40, Number.NaN])('an output of %d bytes to keep is refused', (keptOutputBytes) =>
  expect(() => validateJob(withStep({ keptOutputBytes }))).toThrow(/the output to keep of step run/),
);

test('the same path twice is refused', () =>
  expect(() => validateJob(withFiles('a', 'a'))).toThrow(/file paths differ/));

test('files larger than the work folder are refused with their size', () => {
  const files = [{ path: 'a', content: 'é'.repeat(51) }];
  expect(() => validateJob({ ...job, files })).toThrow(/100 bytes of work folder, not 102/);
});

test.each([
  ['opt', '/x'],
  ['/opt', 'x'],
  ['/opt', '/'],
  ['/opt', '/work'],
  ['/opt', '/usr/x'],
  ['/opt', '/a/../work'],
])('a mount of %s at %s is refused', (host, inside) =>
  expect(() => validateJob(withMount(host, inside))).toThrow(SandboxFault),
);

test.each<[string, Partial<Step>]>([
  ['no argv', { argv: [] }],
  ['a relative program', { argv: ['true'] }],
  ['a NUL in an argument', { argv: ['/bin/true', 'a\0b'] }],
  ['an argument of 2 MB', { argv: ['/bin/true', 'x'.repeat(2_000_000)] }],
  ['an environment name with =', { env: { 'A=B': 'c' } }],
  ['an empty environment name', { env: { '': 'c' } }],
  ['a token with a newline', { token: 'a\nb' }],
  ['an empty token', { token: '' }],
  ['a limit of 0', { limits: { ...step.limits, wallMs: 0 } }],
  ['a limit of NaN', { limits: { ...step.limits, cpuMs: Number.NaN } }],
  ['an infinite limit', { limits: { ...step.limits, memoryBytes: Infinity } }],
])('%s is refused', (_name, change) => expect(() => validateJob(withStep(change))).toThrow(SandboxFault));

test('a job without steps is refused', () =>
  expect(() => validateJob({ ...job, steps: [] })).toThrow(SandboxFault));
