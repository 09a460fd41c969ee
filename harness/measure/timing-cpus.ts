import { readSystemFile, type ReadFile } from './system-files.js';
import { isTimingUnderWay } from './timing-lock.js';

export interface TimingCpus {
  /** One CPU a lane; nothing but programs being timed runs on them. */
  readonly timing: readonly number[];
  /** For compiles, verdicts and the harness itself. */
  readonly others: readonly number[];
  /** SMT siblings of the timing CPUs: left idle, as what runs there slows the timed program. */
  readonly idle: readonly number[];
  /** What keeps the timing CPUs from being undisturbed, for the user; empty on most machines. */
  readonly notes: readonly string[];
}

interface Core {
  /** Those of the core's CPUs that this process may use, ascending. */
  readonly cpus: readonly number[];
  /** Those that it may not use: whatever runs on them shares the core. */
  readonly foreign: readonly number[];
  readonly capacity: number;
}

const CPUS = '/sys/devices/system/cpu';

/**
 * Which CPUs time programs and which do everything else. Times on the last of the fastest cores (the kernel's
 * housekeeping and most interrupts are on the first; a slow core of a hybrid processor stands for no other machine), and
 * prefers cores all of whose threads are ours. One core at least is left for everything else, so there can be fewer lanes
 * than asked for. Throws `RangeError` unless `lanes` is a whole number of at least 1.
 */
export function timingCpus(lanes = 1, read: ReadFile = readSystemFile): TimingCpus {
  if (!Number.isInteger(lanes) || lanes < 1) {
    throw new RangeError(`timing needs a whole number of lanes, at least 1, received ${lanes}`);
  }
  const usable = usableCpus(read);
  const cores = coresOf(usable, read).sort(byFitness);
  const [only] = cores;
  if (only !== undefined && cores.length === 1) return ofOneCore(only);
  const chosen = cores.slice(-Math.min(lanes, cores.length - 1)).sort((a, b) => first(a) - first(b));
  const timing = chosen.map(first);
  const taken = new Set(chosen.flatMap(({ cpus }) => cpus));
  return {
    timing,
    others: usable.filter((cpu) => !taken.has(cpu)),
    idle: [...taken].filter((cpu) => !timing.includes(cpu)).sort((a, b) => a - b),
    notes: [...tooFew(lanes, timing.length), ...shared(chosen)],
  };
}

/** Where to work while a harness of this machine times programs: off its CPUs. Undefined, anywhere, while none does. */
export function cpusBesideTiming(): readonly number[] | undefined {
  return isTimingUnderWay() ? timingCpus().others : undefined;
}

function ofOneCore(core: Core): TimingCpus {
  const timing = core.cpus.slice(-1);
  const others = core.cpus.slice(0, -1);
  const reason =
    others.length === 0
      ? `there is one CPU only (${first(core)}): programs are timed where everything else runs`
      : `there is one core only (CPUs ${core.cpus.join(', ')}): programs are timed beside everything else`;
  return {
    timing,
    others: others.length === 0 ? timing : others,
    idle: [],
    notes: [reason, ...shared([core])],
  };
}

function tooFew(asked: number, got: number): string[] {
  if (got === asked) return [];
  return [`there are cores for ${got} of ${asked} timing lanes: one core is kept for everything else`];
}

function shared(cores: readonly Core[]): string[] {
  return cores
    .filter(({ foreign }) => foreign.length > 0)
    .map(
      (core) =>
        `CPU ${first(core)} shares its core with CPU ${core.foreign.join(', ')}, which others may use`,
    );
}

/** The CPUs that this process may use and that are online: the list of what is allowed may name absent ones. */
function usableCpus(read: ReadFile): number[] {
  const allowed = /^Cpus_allowed_list:\s*(\S*)$/m.exec(read('/proc/self/status') ?? '')?.[1];
  const online = read(`${CPUS}/online`);
  const listed = parseCpuList(allowed ?? online ?? '');
  const present = new Set(online === null ? listed : parseCpuList(online));
  const usable = listed.filter((cpu) => present.has(cpu));
  if (usable.length === 0) {
    throw new Error(
      `neither /proc/self/status nor ${CPUS}/online says which CPUs there are: is this Linux, with /proc and /sys mounted?`,
    );
  }
  return usable;
}

function coresOf(usable: readonly number[], read: ReadFile): Core[] {
  const ours = new Set(usable);
  const fast = new Set(parseCpuList(read('/sys/devices/cpu_core/cpus') ?? ''));
  const cores = new Map<number, Core>();
  for (const cpu of usable) {
    const siblings = parseCpuList(read(`${CPUS}/cpu${cpu}/topology/thread_siblings_list`) ?? '');
    const threads = siblings.includes(cpu) ? siblings : [cpu];
    const capacity = Number(read(`${CPUS}/cpu${cpu}/cpu_capacity`) ?? 0) + (fast.has(cpu) ? 1 : 0);
    const cpus = threads.filter((thread) => ours.has(thread));
    const foreign = threads.filter((thread) => !ours.has(thread));
    cores.set(Math.min(...cpus), { cpus, foreign, capacity });
  }
  return [...cores.values()];
}

function byFitness(a: Core, b: Core): number {
  return a.capacity - b.capacity || b.foreign.length - a.foreign.length || first(a) - first(b);
}

function first(core: Core): number {
  return Math.min(...core.cpus);
}

/** The CPUs of a list in the kernel's notation (`0-3,8`), ascending. Throws `RangeError` for anything else. */
export function parseCpuList(text: string): number[] {
  const parts = text.trim() === '' ? [] : text.trim().split(',');
  const cpus = parts.flatMap((part) => {
    const range = /^(\d+)(?:-(\d+))?$/.exec(part);
    const low = Number(range?.[1]);
    const high = Number(range?.[2] ?? low);
    if (range === null || high < low) {
      throw new RangeError(`a list of CPUs looks like 0-3,8, received ${JSON.stringify(text)}`);
    }
    return Array.from({ length: high - low + 1 }, (_, index) => low + index);
  });
  return [...new Set(cpus)].sort((a, b) => a - b);
}
