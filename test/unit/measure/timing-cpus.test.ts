import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCpuList, timingCpus } from '../../../harness/measure/timing-cpus.js';
import { cpuFiles, reader, twoThreads, type Machine } from './machines.js';

const alone = (count: number) => [...Array(count).keys()].map(String);

const MACHINES: readonly (readonly [string, Machine, object])[] = [
  ['two cores', cpuFiles('0-1', '0-1', alone(2)), { timing: [1], others: [0], idle: [], notes: [] }],
  [
    '8 cores of two threads',
    cpuFiles('0-15', '0-15', twoThreads(8)),
    { timing: [7], others: [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14], idle: [15], notes: [] },
  ],
  [
    '4 cores whose threads are neighbours',
    cpuFiles('0-7', '0-7', ['0-1', '0-1', '2-3', '2-3', '4-5', '4-5', '6-7', '6-7']),
    { timing: [6], others: [0, 1, 2, 3, 4, 5], idle: [7], notes: [] },
  ],
  [
    'one CPU',
    cpuFiles('0', '0', ['0']),
    {
      timing: [0],
      others: [0],
      idle: [],
      notes: ['there is one CPU only (0): programs are timed where everything else runs'],
    },
  ],
  [
    'one core of two threads',
    cpuFiles('0-1', '0-1', ['0-1', '0-1']),
    {
      timing: [1],
      others: [0],
      idle: [],
      notes: ['there is one core only (CPUs 0, 1): programs are timed beside everything else'],
    },
  ],
  [
    'a cpuset whose cores others share',
    cpuFiles('2-3,8', '0-15', twoThreads(8)),
    {
      timing: [8],
      others: [2, 3],
      idle: [],
      notes: ['CPU 8 shares its core with CPU 0, which others may use'],
    },
  ],
  [
    'a cpuset with one whole core, which it prefers',
    cpuFiles('0-3,8', '0-15', twoThreads(8)),
    { timing: [0], others: [1, 2, 3], idle: [8], notes: [] },
  ],
  [
    'two NUMA nodes',
    cpuFiles('0-47', '0-47', twoThreads(24)),
    {
      timing: [23],
      others: [...Array(48).keys()].filter((cpu) => cpu !== 23 && cpu !== 47),
      idle: [47],
      notes: [],
    },
  ],
  [
    'a kernel that allows CPUs which are not there',
    cpuFiles('0-127', '0-3'),
    { timing: [3], others: [0, 1, 2], idle: [], notes: [] },
  ],
  [
    'a container without /sys',
    { '/proc/self/status': 'Cpus_allowed_list:\t4-5\n' },
    { timing: [5], others: [4], idle: [], notes: [] },
  ],
];

test.each(MACHINES)('%s', (_, machine, expected) => {
  expect(timingCpus(1, reader(machine))).toEqual(expected);
});

test('a hybrid processor times on its last fast core, not on the slow ones after it', () => {
  const siblings = ['0-1', '0-1', '2-3', '2-3', '4', '5', '6', '7'];
  const machine = { ...cpuFiles('0-7', '0-7', siblings), '/sys/devices/cpu_core/cpus': '0-3\n' };
  expect(timingCpus(1, reader(machine))).toMatchObject({ timing: [2], idle: [3] });
});

test('the capacity that the kernel gives decides too', () => {
  const machine: Record<string, string> = { ...cpuFiles('0-3', '0-3', alone(4)) };
  [1024, 1024, 446, 446].forEach((capacity, cpu) => {
    machine[`/sys/devices/system/cpu/cpu${cpu}/cpu_capacity`] = `${capacity}\n`;
  });
  expect(timingCpus(1, reader(machine))).toMatchObject({ timing: [1], others: [0, 2, 3] });
});

test('lanes have a core each', () => {
  const machine = cpuFiles('0-15', '0-15', twoThreads(8));
  expect(timingCpus(3, reader(machine))).toEqual({
    timing: [5, 6, 7],
    others: [0, 1, 2, 3, 4, 8, 9, 10, 11, 12],
    idle: [13, 14, 15],
    notes: [],
  });
});

test('one core is kept for everything else, and a note says so', () => {
  const machine = cpuFiles('0-3', '0-3', alone(4));
  expect(timingCpus(9, reader(machine))).toEqual({
    timing: [1, 2, 3],
    others: [0],
    idle: [],
    notes: ['there are cores for 3 of 9 timing lanes: one core is kept for everything else'],
  });
});

test('on any machine timing and others are apart where there are two cores, and only what is allowed is used', () => {
  const allowedOf16 = fc.uniqueArray(fc.integer({ min: 0, max: 15 }), { minLength: 1 });
  fc.assert(
    fc.property(allowedOf16, fc.integer({ min: 1, max: 9 }), (allowed, lanes) => {
      const machine = cpuFiles(allowed.join(','), '0-15', twoThreads(8));
      const { timing, others, idle } = timingCpus(lanes, reader(machine));
      const cores = new Set(allowed.map((cpu) => cpu % 8)).size;
      expect(others.length).toBeGreaterThan(0);
      expect(timing.length).toBe(Math.max(1, Math.min(lanes, cores - 1)));
      const used = [...new Set([...timing, ...others, ...idle])].sort((a, b) => a - b);
      expect(used).toEqual([...allowed].sort((a, b) => a - b));
      if (cores > 1) {
        const timed = new Set(timing.map((cpu) => cpu % 8));
        expect(timed.size).toBe(timing.length);
        expect(others.filter((cpu) => timed.has(cpu % 8))).toEqual([]);
      }
    }),
  );
});

test.each([0, -1, 1.5, Number.NaN])('%d lanes are refused', (lanes) => {
  expect(() => timingCpus(lanes, reader(cpuFiles('0-3', '0-3')))).toThrow(RangeError);
});

test('a machine that says nothing about its CPUs is refused', () => {
  expect(() => timingCpus(1, reader({}))).toThrow('/proc/self/status');
});

test.each([
  ['0-1', [0, 1]],
  ['2-3,8\n', [2, 3, 8]],
  ['8,2-3,2', [2, 3, 8]],
  ['0', [0]],
  ['\n', []],
])('the list %j is read', (text, cpus) => {
  expect(parseCpuList(text)).toEqual(cpus);
});

test.each(['a', '1-', '3-1', '1,,2', '-1', '0x1'])('the list %j is refused', (text) => {
  expect(() => parseCpuList(text)).toThrow(RangeError);
});
