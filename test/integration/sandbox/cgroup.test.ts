import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { marksOf } from '../../../harness/owner-mark.js';
import {
  createJobCgroup,
  findCgroups,
  type JobCgroup,
  type UsableCgroups,
} from '../../../harness/sandbox/cgroup.js';

const MIB = 2 ** 20;
const found = findCgroups();
const usable = found.kind === 'none' ? null : found;
const withCgroups = test.skipIf(usable === null);
/** Linux before 5.19 keeps no peaks in cgroup v2. */
const hasPeaks = usable !== null && (await keepsPeaks(usable));
const withPeaks = test.skipIf(!hasPeaks);
/** What is written there is shared memory. */
const TMPFS = 0x01021994;
const UNIFIED = '/sys/fs/cgroup/unified';
const scratch = mkdtempSync(join(tmpdir(), 'perforch-cgroup-'));

afterAll(() => rmSync(scratch, { recursive: true }));

async function keepsPeaks(groups: UsableCgroups): Promise<boolean> {
  const group = createJobCgroup(groups);
  const { peakBytes } = group.read();
  await group.remove();
  return peakBytes !== null;
}

function places(groups: UsableCgroups): string[] {
  return groups.kind === 'cgroup2' ? [groups.base] : [groups.memory, groups.cpuacct];
}

const ofPid = (base: string, pid = process.pid) =>
  readdirSync(base).filter((name) => name.startsWith(`perforch-${marksOf(pid)}`));

/** A shell in the group. */
function start(group: JobCgroup, script: string): ChildProcess {
  const join = group.joinFds.map((_, index) => `echo 0 >&${index + 3}; exec ${index + 3}>&-;`).join(' ');
  return spawn('/bin/sh', ['-c', `${join} ${script}`], {
    stdio: ['ignore', 'inherit', 'inherit', ...group.joinFds],
  });
}

async function inGroup<T>(script: string, look: (group: JobCgroup) => T): Promise<T> {
  if (usable === null) throw new Error('no control groups');
  const group = createJobCgroup(usable);
  try {
    expect(await once(start(group, script), 'exit')).toEqual([0, null]);
    return look(group);
  } finally {
    await group.remove();
  }
}

withPeaks.each([8, 64, 256])(
  'the peak of a program that holds %d MiB is that, and little more',
  async (mib) => {
    const { peakBytes, method } = await inGroup(
      `dd if=/dev/zero of=/dev/null bs=${mib}M count=1 status=none`,
      (group) => group.read(),
    );
    expect(method).toBe(found.kind);
    expect(peakBytes).toBeGreaterThan(mib * MIB);
    expect(peakBytes).toBeLessThan((mib + 3) * MIB);
  },
);

withPeaks('memory held at once by several processes adds up', { retry: 3 }, async () => {
  const holder = '(dd if=/dev/zero bs=16M count=1 status=none | (sleep 0.4; cat >/dev/null)) &';
  const { peakBytes } = await inGroup(`${holder} ${holder} ${holder} wait`, (group) => group.read());
  expect(peakBytes).toBeGreaterThan(48 * MIB);
});

withCgroups('the CPU time of a child that nobody waits for is in it', async () => {
  const burn = 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done';
  const burnt = `${scratch}/burnt`;
  const waiting = `until [ -e ${burnt} ]; do sleep 0.05; done`;
  const { cpuNs } = await inGroup(`(setsid sh -c '${burn}; : >${burnt}' &); ${waiting}`, (group) =>
    group.read(),
  );
  expect(cpuNs).toBeGreaterThan(20e6);
});

const isInMemory = statfsSync(scratch).type === TMPFS;
test.skipIf(!hasPeaks || isInMemory)(
  'files that the step wrote are page cache, and in the peak',
  async () => {
    const usage = await inGroup(`dd if=/dev/zero of=${scratch}/file bs=1M count=16 status=none`, (group) =>
      group.read(),
    );
    expect(usage.pageCacheBytes).toBeGreaterThan(15 * MIB);
    expect(usage.peakBytes).toBeGreaterThanOrEqual(usage.pageCacheBytes);
  },
);

withCgroups('a group without processes has used nothing', async () => {
  if (usable === null) return;
  const group = createJobCgroup(usable);
  const { currentBytes, peakBytes, cpuNs } = group.read();
  await group.remove();
  expect({ currentBytes, peakBytes: peakBytes ?? 0, cpuNs }).toEqual({
    currentBytes: 0,
    peakBytes: 0,
    cpuNs: 0,
  });
});

withCgroups(
  'removing kills what is left, daemons too, and leaves no folder; twice does no harm',
  async () => {
    if (usable === null) return;
    const group = createJobCgroup(usable);
    const child = start(
      group,
      `(setsid sh -c 'trap "" TERM; sleep 300' &); echo $$ >${scratch}/pid; exec sleep 300`,
    );
    const ended = once(child, 'exit');
    while (!existsSync(join(scratch, 'pid'))) await new Promise((resolve) => setTimeout(resolve, 10));
    await group.remove();
    await group.remove();
    expect(await ended).toEqual([null, 'SIGKILL']);
    for (const place of places(usable)) expect(ofPid(place, process.pid)).toEqual([]);
  },
);

test.skipIf(!existsSync(join(UNIFIED, 'cgroup.procs')))(
  'what is left in a group of v2 is killed too',
  async () => {
    const group = createJobCgroup({ kind: 'cgroup2', base: UNIFIED, enable: false });
    const child = start(group, 'sleep 300 & exec sleep 300');
    const ended = once(child, 'exit');
    const [name = ''] = ofPid(UNIFIED, process.pid);
    const members = join(UNIFIED, name, 'cgroup.procs');
    while (readFileSync(members, 'utf8').split('\n').length < 3) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await group.remove();
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(ofPid(UNIFIED, process.pid)).toEqual([]);
  },
);

withCgroups('the group of a harness that was killed is removed by the next', async () => {
  if (usable === null) return;
  const harness = `
    import { createJobCgroup } from './harness/sandbox/cgroup.ts';
    createJobCgroup(${JSON.stringify(usable)});
    process.kill(process.pid, 'SIGKILL');`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', harness]);
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  for (const place of places(usable)) expect(ofPid(place, child.pid)).toHaveLength(1);
  expect(findCgroups().kind).toBe(usable.kind);
  for (const place of places(usable)) expect(ofPid(place, child.pid)).toEqual([]);
});
