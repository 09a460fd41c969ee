import { expect, test } from 'vitest';
import type { SandboxJob, Step } from '../../../harness/sandbox/contract.js';
import { containerOptions, shapeOf } from '../../../harness/sandbox/docker/container-options.js';
import { dockerSettings } from '../../../harness/sandbox/docker/settings.js';

const MIB = 2 ** 20;
const step: Step = {
  name: 'run',
  phase: 'run',
  argv: ['/bin/true'],
  env: {},
  limits: {
    cpuMs: 1000,
    wallMs: 1000,
    memoryBytes: 512 * MIB,
    processes: 64,
    openFiles: 64,
    fileBytes: MIB,
    outputBytes: MIB,
  },
  sampleMemory: false,
};
const job: SandboxJob = { files: [], mounts: [], workBytes: 64 * MIB, steps: [step] };
const withLimits = (limits: Partial<Step['limits']>): SandboxJob => ({
  ...job,
  steps: [step, { ...step, limits: { ...step.limits, ...limits } }],
});

function optionsOf(wanted: SandboxJob, environment = {}) {
  const parts = { image: 'sha256:1', uid: 61_007, labels: {}, cpus: '0-1' };
  const options = containerOptions(shapeOf(wanted), { ...parts, settings: dockerSettings(environment) });
  return { options, host: options.HostConfig ?? {} };
}

test('the engine’s memory limit lies above the largest step’s, its private folders and its input', () => {
  const { memoryBytes } = shapeOf({
    ...withLimits({ memoryBytes: 1024 * MIB }),
    steps: [{ ...step, stdin: 'x'.repeat(50 * MIB), limits: { ...step.limits, memoryBytes: 1024 * MIB } }],
  });
  expect(memoryBytes).toBeGreaterThan((1024 + 3 * 64 + 50) * MIB);
});

test('there is no swap beyond the memory limit', () => {
  const { host } = optionsOf(job);
  expect(host.MemorySwap).toBe(host.Memory);
});

test('the engine’s limit of processes lies above what the supervisor lets a step have', () => {
  expect(shapeOf(withLimits({ processes: 1000 })).processes).toBeGreaterThan(1500);
});

test('jobs whose needs hardly differ have one shape, others have not', () => {
  expect(shapeOf(withLimits({ memoryBytes: 513 * MIB }))).toEqual(shapeOf(job));
  expect(shapeOf(withLimits({ memoryBytes: 2048 * MIB }))).not.toEqual(shapeOf(job));
  expect(shapeOf({ ...job, mounts: [{ host: '/a', inside: '/b' }] })).not.toEqual(shapeOf(job));
});

test('a container has no network, no rights, no log and nothing to write to but its folders', () => {
  const { options, host } = optionsOf(job);
  expect(options).toMatchObject({ NetworkDisabled: true, User: '61007:61007', Env: [], StdinOnce: true });
  expect(host).toMatchObject({
    NetworkMode: 'none',
    ReadonlyRootfs: true,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges'],
    IpcMode: 'private',
    LogConfig: { Type: 'none' },
    AutoRemove: true,
  });
  expect(Object.keys(host.Tmpfs as object)).toEqual(['/work', '/tmp']);
});

test('mounts are read-only, and a host path that is missing is not made', () => {
  const { host } = optionsOf({ ...job, mounts: [{ host: '/a', inside: '/b' }] });
  expect(host.Mounts).toEqual([{ Type: 'bind', Source: '/a', Target: '/b', ReadOnly: true }]);
  expect(host.Binds).toBeUndefined();
});

test('runtime and CPUs are the engine’s own unless they are set', () => {
  expect(optionsOf(job).host).not.toHaveProperty('Runtime');
  expect(optionsOf(job).host).not.toHaveProperty('NanoCpus');
  const set = optionsOf(job, { PERFORCH_DOCKER_RUNTIME: 'runsc', PERFORCH_DOCKER_CPUS: '1.5' });
  expect(set.host).toMatchObject({ Runtime: 'runsc', NanoCpus: 1.5e9 });
});
