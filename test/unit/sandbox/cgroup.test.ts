import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planCgroups, type CgroupKind, type CgroupSystem } from '../../../harness/sandbox/cgroup-plan.js';
import { marksOf, ownerMark } from '../../../harness/owner-mark.js';
import { createJobCgroup, removeLeftovers } from '../../../harness/sandbox/cgroup.js';
import { usageOf } from '../../../harness/sandbox/cgroup-usage.js';
import { SandboxFault } from '../../../harness/sandbox/contract.js';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perforch-cgroup-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const V1_MOUNTS = `31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
33 31 0:30 / /sys/fs/cgroup/cpuacct rw,relatime - cgroup cgroup rw,cpuacct
35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
`;
const V2_MOUNT = `29 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n`;
const CONTROLLERS = 'cpuset cpu io memory pids\n';

/** A machine of these files, where all below `writable` may be written. */
function machine(files: Record<string, string>, ...writable: string[]): CgroupSystem {
  return {
    read: (path) => files[path] ?? null,
    writable: (path) => writable.some((place) => path === place || path.startsWith(`${place}/`)),
  };
}

test('cgroup v1 beside an empty v2: groups in both hierarchies, below our own', () => {
  const files = {
    '/proc/self/mountinfo': V1_MOUNTS,
    '/proc/self/cgroup': '4:memory:/jobs/7\n2:cpuacct:/\n0::/\n',
    '/sys/fs/cgroup/unified/cgroup.controllers': '\n',
    '/sys/fs/cgroup/unified/cgroup.subtree_control': '\n',
  };
  expect(planCgroups(machine(files, '/sys/fs/cgroup'))).toEqual({
    kind: 'cgroup1',
    memory: '/sys/fs/cgroup/memory/jobs/7',
    cpuacct: '/sys/fs/cgroup/cpuacct',
  });
});

test('cgroup v1 with controllers mounted together, in a container that sees its group as the root', () => {
  const files = {
    '/proc/self/mountinfo':
      '50 49 0:30 /docker/ab /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n' +
      '51 49 0:32 /docker/ab /sys/fs/cgroup/my\\040memory rw - cgroup cgroup rw,memory\n',
    '/proc/self/cgroup': '4:memory:/docker/ab\n2:cpu,cpuacct:/docker/ab/inner\n',
  };
  expect(planCgroups(machine(files, '/sys/fs/cgroup'))).toEqual({
    kind: 'cgroup1',
    memory: '/sys/fs/cgroup/my memory',
    cpuacct: '/sys/fs/cgroup/cpu,cpuacct/inner',
  });
});

test('cgroup v1 that is not writable is none', () => {
  const files = {
    '/proc/self/mountinfo': V1_MOUNTS,
    '/proc/self/cgroup': '4:memory:/\n2:cpuacct:/\n0::/\n',
  };
  expect(planCgroups(machine(files, '/sys/fs/cgroup/memory'))).toEqual({
    kind: 'none',
    reason: 'cgroup v1: /sys/fs/cgroup/cpuacct is not writable',
  });
});

const SCOPE = '/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice/run-7.scope';
const SYSTEMD = {
  '/proc/self/mountinfo': V2_MOUNT,
  '/proc/self/cgroup': `0::${SCOPE.slice('/sys/fs/cgroup'.length)}\n`,
  '/sys/fs/cgroup/cgroup.subtree_control': CONTROLLERS,
  '/sys/fs/cgroup/user.slice/cgroup.subtree_control': CONTROLLERS,
  '/sys/fs/cgroup/user.slice/user-1000.slice/cgroup.subtree_control': 'memory pids\n',
  '/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/cgroup.subtree_control': 'memory pids\n',
  '/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice/cgroup.subtree_control': 'memory\n',
  [`${SCOPE}/cgroup.subtree_control`]: '\n',
  [`${SCOPE}/cgroup.controllers`]: 'memory pids\n',
  [`${SCOPE}/cgroup.procs`]: '4711\n',
  [`${SCOPE}/cgroup.events`]: 'populated 1\nfrozen 0\n',
};

test("cgroup v2, a user's own scope: the nearest group above that controls its children's memory", () => {
  const found = planCgroups(machine(SYSTEMD, '/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service'));
  expect(found).toEqual({
    kind: 'cgroup2',
    base: '/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/app.slice',
    enable: false,
  });
});

test("cgroup v2, a login session: others' groups are not taken", () => {
  expect(planCgroups(machine(SYSTEMD))).toEqual({
    kind: 'none',
    reason: `cgroup v2: no writable group from ${SCOPE} upwards has the memory controller for its children`,
  });
});

test('cgroup v2, a container whose processes are in its root: none', () => {
  const files = {
    '/proc/self/mountinfo': V2_MOUNT,
    '/proc/self/cgroup': '0::/\n',
    '/sys/fs/cgroup/cgroup.controllers': CONTROLLERS,
    '/sys/fs/cgroup/cgroup.subtree_control': '\n',
    '/sys/fs/cgroup/cgroup.procs': '1\n7\n',
    '/sys/fs/cgroup/cgroup.events': 'populated 1\n',
  };
  expect(planCgroups(machine(files, '/sys/fs/cgroup')).kind).toBe('none');
});

test('cgroup v2, the root of all groups: the controller is switched on first', () => {
  const files = {
    '/proc/self/mountinfo': V2_MOUNT,
    '/proc/self/cgroup': '0::/\n',
    '/sys/fs/cgroup/cgroup.controllers': CONTROLLERS,
    '/sys/fs/cgroup/cgroup.subtree_control': 'cpu pids\n',
    '/sys/fs/cgroup/cgroup.procs': '1\n7\n',
  };
  const found: CgroupKind = { kind: 'cgroup2', base: '/sys/fs/cgroup', enable: true };
  expect(planCgroups(machine(files, '/sys/fs/cgroup'))).toEqual(found);
});

test('cgroup v2, a group of our own without processes above the harness: the controller is switched on first', () => {
  const files = {
    '/proc/self/mountinfo': V2_MOUNT,
    '/proc/self/cgroup': '0::/harness\n',
    '/sys/fs/cgroup/cgroup.controllers': CONTROLLERS,
    '/sys/fs/cgroup/cgroup.subtree_control': '\n',
    '/sys/fs/cgroup/cgroup.procs': '',
    '/sys/fs/cgroup/cgroup.events': 'populated 1\n',
    '/sys/fs/cgroup/harness/cgroup.controllers': '\n',
    '/sys/fs/cgroup/harness/cgroup.procs': '1\n7\n',
    '/sys/fs/cgroup/harness/cgroup.events': 'populated 1\n',
  };
  const found: CgroupKind = { kind: 'cgroup2', base: '/sys/fs/cgroup', enable: true };
  expect(planCgroups(machine(files, '/sys/fs/cgroup'))).toEqual(found);
});

test('a machine without control groups is none', () => {
  expect(planCgroups(machine({}))).toEqual({ kind: 'none', reason: 'no cgroup file system is mounted' });
});

test('the usage of cgroup v2 is read', () => {
  writeFileSync(join(folder, 'memory.peak'), '67108864\n');
  writeFileSync(join(folder, 'memory.current'), '4096\n');
  writeFileSync(join(folder, 'memory.stat'), 'anon 1\nfile 5000\nkernel 3\nfile_mapped 4\nshmem 904\n');
  writeFileSync(join(folder, 'cpu.stat'), 'usage_usec 1234567\nuser_usec 1000000\nsystem_usec 234567\n');
  expect(usageOf('cgroup2', [folder])).toEqual({
    method: 'cgroup2',
    peakBytes: 67108864,
    currentBytes: 4096,
    pageCacheBytes: 4096,
    cpuNs: 1234567000,
  });
});

test('the usage of cgroup v1 is read from both hierarchies', () => {
  const [memory, cpuacct] = [join(folder, 'memory'), join(folder, 'cpuacct')];
  mkdirSync(memory);
  mkdirSync(cpuacct);
  writeFileSync(join(memory, 'memory.max_usage_in_bytes'), '8388608\n');
  writeFileSync(join(memory, 'memory.usage_in_bytes'), '12288\n');
  writeFileSync(join(memory, 'memory.stat'), 'cache 1\nshmem 1\ntotal_cache 8192\ntotal_shmem 4096\n');
  writeFileSync(join(cpuacct, 'cpuacct.usage'), '987654321\n');
  expect(usageOf('cgroup1', [memory, cpuacct])).toEqual({
    method: 'cgroup1',
    peakBytes: 8388608,
    currentBytes: 12288,
    pageCacheBytes: 4096,
    cpuNs: 987654321,
  });
});

test('a kernel that keeps no peak leaves everything else to be read', () => {
  writeFileSync(join(folder, 'memory.current'), '4096\n');
  writeFileSync(join(folder, 'memory.stat'), 'file 0\nshmem 0\n');
  writeFileSync(join(folder, 'cpu.stat'), 'usage_usec 5\n');
  expect(usageOf('cgroup2', [folder])).toMatchObject({ peakBytes: null, cpuNs: 5000 });
});

test('a file that is missing is a fault that names it', () => {
  expect(() => usageOf('cgroup2', [folder])).toThrow(SandboxFault);
  expect(() => usageOf('cgroup2', [folder])).toThrow(join(folder, 'memory.current'));
});

test('what is no number is a fault', () => {
  writeFileSync(join(folder, 'memory.peak'), 'max\n');
  expect(() => usageOf('cgroup2', [folder])).toThrow('"max\\n"');
});

test('a place that is no control group is a fault, and nothing is left in it', () => {
  expect(() => createJobCgroup({ kind: 'cgroup2', base: folder, enable: false })).toThrow(SandboxFault);
  expect(() => createJobCgroup({ kind: 'cgroup1', memory: folder, cpuacct: folder })).toThrow(SandboxFault);
  expect(readdirSync(folder)).toEqual([]);
});

test('only empty groups of dead harnesses are left over', () => {
  // Beyond the largest pid that Linux gives.
  const dead = `${marksOf(2 ** 22 + 1)}1`;
  const kept = [`perforch-${ownerMark()}-0`, `perforch-${dead}-9`, `perforch-${dead}-0-x`, 'other'];
  for (const name of [...kept, `perforch-${dead}-0`, `perforch-${dead}-12`]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, `perforch-${dead}-9`, 'cgroup.procs'), '7\n');
  removeLeftovers({ kind: 'cgroup1', memory: folder, cpuacct: folder });
  expect(readdirSync(folder).sort()).toEqual([...kept].sort());
});
