import type { ContainerCreateOptions, HostConfig } from 'dockerode';
import { readFileSync } from 'node:fs';
import { WORK_FOLDER, type SandboxJob } from '../contract.js';
import type { DockerSettings } from './settings.js';

const MIB = 2 ** 20;
/** POSIX semaphores and shared memory: enough for locks, too little to hide data in. */
const SHM_BYTES = 64 * MIB;
/** Jobs whose needs differ by less than this share the containers that are kept ready. */
const MEMORY_STEP = 256 * MIB;
/** What the kernel charges beyond the resident set: page tables, sockets, pipes; and the supervisor. */
const MEMORY_MARGIN = 256 * MIB;
/** The supervisor's own limit of processes names itself; this one is half as high again and more. */
const PROCESSES_STEP = 256;

/** The engine's own list, and /sys: programs get to know no hardware. */
const MASKED = [
  '/sys',
  ...['acpi', 'asound', 'interrupts', 'kcore', 'keys', 'latency_stats', 'sched_debug', 'scsi'].map(
    (name) => `/proc/${name}`,
  ),
  ...['timer_list', 'timer_stats', 'pressure'].map((name) => `/proc/${name}`),
];
/** What is fixed when a container is made; jobs of one shape can take each other's containers. */
export interface ContainerShape {
  readonly mounts: SandboxJob['mounts'];
  readonly workBytes: number;
  readonly memoryBytes: number;
  readonly processes: number;
  /** Started when it is needed, and gone before the next one starts: nothing else is to happen beside what is timed. */
  readonly timed: boolean;
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

/** The shape of container that a job needs. */
export function shapeOf({ mounts, workBytes, steps }: SandboxJob): ContainerShape {
  const most = (what: (step: SandboxJob['steps'][number]) => number) => Math.max(...steps.map(what));
  const stdin = steps.reduce((sum, step) => sum + Buffer.byteLength(step.stdin ?? ''), 0);
  const folders = 2 * workBytes + Math.min(SHM_BYTES, workBytes);
  const needed = most(({ limits }) => limits.memoryBytes) + folders + stdin + MEMORY_MARGIN;
  return {
    mounts,
    workBytes: Math.ceil(workBytes),
    memoryBytes: roundUp(needed, MEMORY_STEP),
    processes: roundUp(most(({ limits }) => limits.processes) * 1.5 + 64, PROCESSES_STEP),
    timed: steps.some(({ timed }) => timed === true),
  };
}

/** The CPUs that this process may use, as the kernel lists them; null where it does not say. */
export function ownCpus(): string | null {
  try {
    return /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? null;
  } catch {
    return null;
  }
}

function hostConfig(shape: ContainerShape, settings: DockerSettings, cpus: string | null): HostConfig {
  const folder = (bytes: number) => `rw,exec,nosuid,nodev,size=${bytes},mode=1777`;
  return {
    NetworkMode: 'none',
    ReadonlyRootfs: true,
    Tmpfs: { [WORK_FOLDER]: folder(shape.workBytes), '/tmp': folder(shape.workBytes) },
    ShmSize: Math.min(SHM_BYTES, shape.workBytes),
    Mounts: shape.mounts.map(({ host, inside }) => ({
      Type: 'bind',
      Source: host,
      Target: inside,
      ReadOnly: true,
    })),
    MaskedPaths: MASKED,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges'],
    IpcMode: 'private',
    // Known to the engine since API 1.41, and not to the types.
    ...({ CgroupnsMode: 'private' } as object),
    PidsLimit: shape.processes,
    Memory: shape.memoryBytes,
    // The same: no swap.
    MemorySwap: shape.memoryBytes,
    OomScoreAdj: 500,
    LogConfig: { Type: 'none', Config: {} },
    AutoRemove: true,
    ...(cpus === null ? {} : { CpusetCpus: cpus }),
    ...(settings.cpus === undefined ? {} : { NanoCpus: Math.round(settings.cpus * 1e9) }),
    ...(settings.runtime === undefined ? {} : { Runtime: settings.runtime }),
  };
}

/**
 * What the engine is asked for. The supervisor has no right beyond its user's, which no other running container has: the
 * kernel counts processes by user.
 */
export function containerOptions(
  shape: ContainerShape,
  parts: {
    readonly image: string;
    readonly uid: number;
    readonly labels: Readonly<Record<string, string>>;
    readonly settings: DockerSettings;
    readonly cpus: string | null;
  },
): ContainerCreateOptions {
  return {
    Image: parts.image,
    User: `${parts.uid}:${parts.uid}`,
    Hostname: 'sandbox',
    WorkingDir: WORK_FOLDER,
    Env: [],
    Labels: parts.labels,
    NetworkDisabled: true,
    Tty: false,
    OpenStdin: true,
    // The harness's end is the end of the input, and so of the supervisor.
    StdinOnce: true,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: hostConfig(shape, parts.settings, parts.cpus),
  };
}
