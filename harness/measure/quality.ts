import { readSystemFile, type ReadFile } from './system-files.js';

/** What the kernel has counted up to a moment; raw, null where this machine doesn't say. */
export interface MachineState {
  /** The moment, on a clock that never goes back. */
  readonly takenNs: number;
  readonly cpu: number;
  /** CPUs that are online. */
  readonly cpus: number;
  /** Ticks (1/100 s on all usual kernels) of the CPU in any state, and those that the hypervisor gave to others. */
  readonly cpuTicks: number | null;
  readonly stealTicks: number | null;
  /** Time that at least one task of the machine was ready to run and had no CPU. */
  readonly pressureNs: number | null;
  /** Mean number of tasks running, ready or waiting for a disk in the last minute. */
  readonly load1: number | null;
  /** Times that the core was too hot for its clock. */
  readonly throttles: number | null;
  /** Times that our control group had used up its share of the CPUs. */
  readonly quotaThrottles: number | null;
  /**
   * Clock of the CPU. Kept, not judged: read while no program runs, it says as much of the idle CPU as of the measured one.
   */
  readonly clockKhz: number | null;
}

/** What the timed programs of a stretch count themselves. */
export interface StretchCounts {
  /** Of all runs together. */
  readonly involuntarySwitches: number;
  readonly runs: number;
}

export type Disturbance = 'steal' | 'preempted' | 'pressure' | 'load' | 'throttled' | 'quota';

/** What each flag of a stretch of measuring says, and what to do. */
export const DISTURBANCES: Readonly<
  Record<Disturbance, { readonly meaning: string; readonly advice: string }>
> = {
  steal: {
    meaning: 'the hypervisor gave the timing CPU to other virtual machines',
    advice: 'measure on a machine or an instance type with CPUs of its own',
  },
  preempted: {
    meaning: 'other programs ran on the timing CPU',
    advice: 'close what else runs, or keep the timing CPU free of it (isolcpus, or a cpuset)',
  },
  pressure: {
    meaning: 'tasks waited for a CPU: the machine was busy, though perhaps not on the timing CPU',
    advice: 'close what else runs; caches, memory and the turbo clock are shared by all CPUs',
  },
  load: {
    meaning: 'more tasks than CPUs in the last minute',
    advice: 'close what else runs; caches, memory and the turbo clock are shared by all CPUs',
  },
  throttled: {
    meaning: 'the timing CPU was slowed down because it was too hot',
    advice: 'cool the machine, or switch its turbo clock off',
  },
  quota: {
    meaning: 'the CPU quota of our container or control group was used up, and stopped everything in it',
    advice: 'lift the quota (for docker: --cpuset-cpus rather than --cpus)',
  },
};

/** A share of the CPU that is stolen can lengthen wall times by as much; 1 % is a third of what can be told apart. */
export const MOST_STEAL = 0.01;

/** Steal is counted in ticks, so that one in a short stretch says little. */
export const FEWEST_STEAL_TICKS = 2;

/**
 * Preemptions that undisturbed runs have, by kernel threads and by their own start: on an otherwise idle machine 0 to 8 were
 * seen in a run of 120 ms, 4 to 7 in one of 400 ms. A competitor that never sleeps preempts at the end of each time slice
 * of 3 to 4 ms: 24 to 40 in 100 ms of CPU time, 120 and more in a second.
 */
export const USUAL_SWITCHES_PER_RUN = 5;
export const USUAL_SWITCHES_PER_SECOND = 20;

/**
 * Share of the time in which tasks waited for a CPU. On a machine of two CPUs a harness that timed programs and had all to
 * itself caused 1 to 13 %, as its own processes start; with a competitor on the timing CPU it was 70 to 95 %.
 */
export const MOST_PRESSURE = 0.25;

/** Reads the counters before and after a stretch of measuring on a CPU. */
export function readMachineState(cpu: number, read: ReadFile = readSystemFile): MachineState {
  const stat = read('/proc/stat') ?? '';
  const ticks = new RegExp(`^cpu${cpu} (.*)$`, 'm').exec(stat)?.[1]?.split(' ').map(Number);
  const system = `/sys/devices/system/cpu/cpu${cpu}`;
  const pressureUs = firstNumber(/^some .*total=(\d+)/m, read('/proc/pressure/cpu'));
  return {
    takenNs: Number(process.hrtime.bigint()),
    cpu,
    cpus: stat.match(/^cpu\d+ /gm)?.length ?? 0,
    // Guest time, in the ninth and tenth column, is in the first two already: proc(5).
    cpuTicks: ticks === undefined ? null : ticks.slice(0, 8).reduce((sum, count) => sum + count, 0),
    stealTicks: ticks?.[7] ?? null,
    pressureNs: pressureUs === null ? null : pressureUs * 1000,
    load1: firstNumber(/^(\d+\.\d+)/, read('/proc/loadavg')),
    throttles: firstNumber(/^(\d+)/, read(`${system}/thermal_throttle/core_throttle_count`)),
    quotaThrottles: quotaThrottles(read),
    clockKhz: firstNumber(/^(\d+)/, read(`${system}/cpufreq/scaling_cur_freq`)),
  };
}

/** What disturbed a stretch of measuring; flags are reported with its figures, which stay as they are. */
export function disturbances(
  before: MachineState,
  after: MachineState,
  counts: StretchCounts,
): Disturbance[] {
  const elapsedNs = after.takenNs - before.takenNs;
  const steal = grown(before.stealTicks, after.stealTicks);
  const pressureNs = grown(before.pressureNs, after.pressureNs);
  const usualSwitches = USUAL_SWITCHES_PER_RUN * counts.runs + (USUAL_SWITCHES_PER_SECOND * elapsedNs) / 1e9;
  const found: Record<Disturbance, boolean> = {
    steal: steal >= FEWEST_STEAL_TICKS && steal > MOST_STEAL * grown(before.cpuTicks, after.cpuTicks),
    preempted: counts.involuntarySwitches > usualSwitches,
    pressure: pressureNs > MOST_PRESSURE * elapsedNs,
    // Only where the kernel has no better figure: it looks back a minute, and counts what waits for a disk.
    load: after.pressureNs === null && after.cpus > 0 && (after.load1 ?? 0) > after.cpus,
    throttled: grown(before.throttles, after.throttles) > 0,
    quota: grown(before.quotaThrottles, after.quotaThrottles) > 0,
  };
  return (Object.keys(DISTURBANCES) as Disturbance[]).filter((flag) => found[flag]);
}

/** 0 where one is missing; counters may go back when a virtual machine moves. */
function grown(before: number | null, after: number | null): number {
  return before === null || after === null ? 0 : Math.max(0, after - before);
}

/** Of our own group; a quota further up shows in the group that has it, which a container sees as its own. */
function quotaThrottles(read: ReadFile): number | null {
  const path = /^0::(.*)$/m.exec(read('/proc/self/cgroup') ?? '')?.[1] ?? '/';
  const places = [path === '/' ? '' : path, '', '/cpu', '/cpu,cpuacct'];
  for (const place of places) {
    const count = firstNumber(/^nr_throttled (\d+)/m, read(`/sys/fs/cgroup${place}/cpu.stat`));
    if (count !== null) return count;
  }
  return null;
}

function firstNumber(pattern: RegExp, text: string | null): number | null {
  const digits = pattern.exec(text ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
