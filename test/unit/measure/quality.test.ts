import { expect, test } from 'vitest';
import {
  DISTURBANCES,
  disturbances,
  readMachineState,
  type Disturbance,
  type MachineState,
} from '../../../harness/measure/quality.js';
import { reader, type Machine } from './machines.js';

const FILES: Machine = {
  '/proc/stat':
    'cpu  1286324 7676 235724 1044826 10631 0 3363 990 12 3\n' +
    'cpu0 616190 5281 114101 555471 2395 0 265 484 12 3\n' +
    'cpu1 670134 2395 121623 489354 8236 7 3097 506 0 0\n' +
    'cpu10 1 1 1 1 1 1 1 1 1 1\n' +
    'intr 1 2 3\n',
  '/proc/pressure/cpu':
    'some avg10=0.26 avg60=0.17 avg300=3.24 total=4880987468\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=12\n',
  '/proc/loadavg': '1.25 0.32 1.44 2/82 31602\n',
  '/sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count': '17\n',
  '/sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq': '3600123\n',
  '/proc/self/cgroup': '0::/system.slice/ci.service\n',
  '/sys/fs/cgroup/system.slice/ci.service/cpu.stat': 'usage_usec 1\nnr_periods 9\nnr_throttled 4\n',
};

test('the counters of a CPU and of the machine are read raw', () => {
  const state = readMachineState(1, reader(FILES));
  expect(state).toEqual({
    takenNs: state.takenNs,
    cpu: 1,
    cpus: 3,
    cpuTicks: 670134 + 2395 + 121623 + 489354 + 8236 + 7 + 3097 + 506,
    stealTicks: 506,
    pressureNs: 4880987468000,
    load1: 1.25,
    throttles: 17,
    quotaThrottles: 4,
    clockKhz: 3600123,
  } satisfies MachineState);
});

test('time of guests is not counted twice', () => {
  expect(readMachineState(0, reader(FILES)).cpuTicks).toBe(
    616190 + 5281 + 114101 + 555471 + 2395 + 265 + 484,
  );
});

test('a machine that says nothing gives nulls, and nothing that disturbed', () => {
  const state = readMachineState(1, reader({}));
  expect(state).toEqual({
    takenNs: state.takenNs,
    cpu: 1,
    cpus: 0,
    cpuTicks: null,
    stealTicks: null,
    pressureNs: null,
    load1: null,
    throttles: null,
    quotaThrottles: null,
    clockKhz: null,
  });
  expect(disturbances(state, state, { involuntarySwitches: 0, runs: 0 })).toEqual([]);
});

test.each(['', '/cpu', '/cpu,cpuacct'])('the quota of a container is read in /sys/fs/cgroup%s', (place) => {
  const files = {
    '/proc/self/cgroup': '0::/\n',
    [`/sys/fs/cgroup${place}/cpu.stat`]: 'nr_periods 9\nnr_throttled 5\nthrottled_time 1\n',
  };
  expect(readMachineState(0, reader(files)).quotaThrottles).toBe(5);
});

test('this machine can be read', () => {
  const first = readMachineState(0);
  const second = readMachineState(0);
  expect(first.cpuTicks).toBeGreaterThan(0);
  expect(second.takenNs).toBeGreaterThan(first.takenNs);
});

const BEFORE: MachineState = {
  takenNs: 5e9,
  cpu: 1,
  cpus: 2,
  cpuTicks: 1000,
  stealTicks: 10,
  pressureNs: 2e9,
  load1: 0.5,
  throttles: 3,
  quotaThrottles: 0,
  clockKhz: 3_000_000,
};
/** Ten quiet seconds later. */
const QUIET: MachineState = { ...BEFORE, takenNs: 15e9, cpuTicks: 2000 };
const calm = { involuntarySwitches: 40, runs: 20 };

const after = (changes: Partial<MachineState>, counts = calm) =>
  disturbances(BEFORE, { ...QUIET, ...changes }, counts);

test('nothing disturbs a quiet stretch', () => {
  expect(after({})).toEqual([]);
});

const FLAGGED: readonly (readonly [string, Partial<MachineState>, readonly Disturbance[]])[] = [
  ['stolen time above 1 %', { stealTicks: 21 }, ['steal']],
  ['stolen time of 1 %', { stealTicks: 20 }, []],
  ['a single stolen tick in a short stretch', { cpuTicks: 1020, stealTicks: 11 }, []],
  ['tasks that waited for more than a quarter of the time', { pressureNs: 4.6e9 }, ['pressure']],
  ['tasks that waited for a quarter of the time', { pressureNs: 4.5e9 }, []],
  ['a high load where waiting is known', { load1: 9 }, []],
  ['a high load where waiting is not known', { pressureNs: null, load1: 2.1 }, ['load']],
  ['a task a CPU where waiting is not known', { pressureNs: null, load1: 2 }, []],
  ['a core that became too hot', { throttles: 4 }, ['throttled']],
  ['a quota that was used up', { quotaThrottles: 1 }, ['quota']],
  ['a counter that went back', { stealTicks: 0, pressureNs: 0, throttles: 0 }, []],
  ['a counter that is missing afterwards', { stealTicks: null, throttles: null }, []],
  ['another clock', { clockKhz: 800_000 }, []],
  [
    'everything',
    { stealTicks: 99, pressureNs: 9e9, throttles: 4, quotaThrottles: 2 },
    ['steal', 'pressure', 'throttled', 'quota'],
  ],
];

test.each(FLAGGED)('%s', (_, changes, flags) => {
  expect(after(changes)).toEqual(flags);
});

test('preemptions count above 5 a run and 20 a second', () => {
  expect(after({}, { involuntarySwitches: 300, runs: 20 })).toEqual([]);
  expect(after({}, { involuntarySwitches: 301, runs: 20 })).toEqual(['preempted']);
});

test('every flag says what it means and what to do', () => {
  for (const { meaning, advice } of Object.values(DISTURBANCES)) {
    expect(meaning.length).toBeGreaterThan(20);
    expect(advice.length).toBeGreaterThan(20);
  }
});
