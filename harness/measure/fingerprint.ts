import { z } from 'zod';
import { identityOf, sha256 } from '../hash.js';
import { cpuId, distinct, parseCpuInfo } from './cpu-info.js';
import { THIS_MACHINE, type MachineSources } from './machine-sources.js';
import { parseCpuList } from './timing-cpus.js';

const text = z.string().min(1);
const count = z.int().min(1);

/** What a machine is, as far as figures depend on it. Null is what it doesn't say. */
export const fingerprintSchema = z.strictObject({
  cpuModel: text,
  /** Vendor/family/model/stepping, on ARM implementer/part/variant/revision; one for each kind of core. */
  cpuIds: z.array(text),
  /** SHA-256 of the sorted names of the CPU's features: hypervisors that hide the model show these. */
  cpuFeaturesHash: text.nullable(),
  microcode: text.nullable(),
  architecture: text,
  /** Online; SMT siblings count one each. */
  threads: count,
  cores: count,
  /** Threads that this process may use. */
  usableThreads: count,
  numaNodes: count,
  memoryBytes: z.int().min(0),
  /** Release of Linux. */
  kernel: text,
  /** The hypervisor's name, `unknown` for one that has none, or `none`. */
  virtualMachine: text,
  /** The kind of the container, or `none`. */
  container: text,
  frequencyDriver: text.nullable(),
  governor: text.nullable(),
  turbo: z.enum(['on', 'off']).nullable(),
  /** How the memory of programs can be measured, if this process may. */
  cgroup: z.enum(['cgroup2', 'cgroup1', 'none']),
  libc: text.nullable(),
});

export type Fingerprint = z.infer<typeof fingerprintSchema>;

const CPUS = '/sys/devices/system/cpu';

/** The fingerprint as it is now: governor and turbo clock can be changed while a machine runs. */
export function fingerprint(sources: MachineSources = THIS_MACHINE): Fingerprint {
  const { read, architecture } = sources;
  const line = (path: string) => read(path)?.replace('\0', '').trim() || null;
  const list = (path: string) => parseCpuList(line(path) ?? '');
  const processors = parseCpuInfo(read('/proc/cpuinfo') ?? '');
  const online = list(`${CPUS}/online`);
  const cpus = online.length > 0 ? online : processors.map((_, index) => index);
  const allowed = /^Cpus_allowed_list:\s*(\S+)$/m.exec(read('/proc/self/status') ?? '')?.[1];
  const usable = allowed === undefined ? cpus : parseCpuList(allowed).filter((cpu) => cpus.includes(cpu));
  const cores = new Set(cpus.map((cpu) => line(`${CPUS}/cpu${cpu}/topology/thread_siblings_list`) ?? cpu));
  const ofAll = (file: string) => distinct(cpus.map((cpu) => line(`${CPUS}/cpu${cpu}/cpufreq/${file}`)));
  const features = processors[0]?.['flags'] ?? processors[0]?.['Features'] ?? '';
  const memoryKib = /^MemTotal:\s*(\d+) kB$/m.exec(read('/proc/meminfo') ?? '')?.[1] ?? '0';
  const ofProcessors = (field: string) => distinct(processors.map((processor) => processor[field] ?? null));
  return fingerprintSchema.parse({
    cpuModel: ofProcessors('model name') ?? line('/proc/device-tree/model') ?? 'unknown CPU',
    cpuIds: [...new Set(processors.flatMap((processor) => cpuId(processor) ?? []))].sort(),
    cpuFeaturesHash: features === '' ? null : sha256(features.split(' ').sort().join(' ')),
    microcode: ofProcessors('microcode'),
    architecture,
    threads: Math.max(1, cpus.length),
    cores: Math.max(1, cores.size),
    usableThreads: Math.max(1, usable.length),
    numaNodes: Math.max(1, list('/sys/devices/system/node/online').length),
    memoryBytes: Number(memoryKib) * 1024,
    kernel: line('/proc/sys/kernel/osrelease') ?? 'unknown',
    virtualMachine: virtualMachine(sources, features),
    container: container(sources),
    frequencyDriver: ofAll('scaling_driver'),
    governor: ofAll('scaling_governor'),
    turbo: turbo(line),
    cgroup: sources.cgroup(),
    libc: libc(sources),
  });
}

/**
 * Figures of machines with different identities are never averaged. All counts but the way memory is measured, which each
 * run stores itself, and the last bits of the memory, of which the kernel keeps a little more or less for itself at each
 * start: whole GiB are compared.
 */
export function fingerprintId(machine: Fingerprint): string {
  const memoryGib = Math.round(machine.memoryBytes / 2 ** 30);
  return identityOf({ ...machine, memoryBytes: undefined, cgroup: undefined, memoryGib });
}

/** One line for people. */
export function fingerprintLine(machine: Fingerprint): string {
  const { threads, cores, usableThreads } = machine;
  const parts = [
    `${machine.cpuModel} x${threads}`,
    threads === cores ? null : `${cores} cores`,
    threads === usableThreads ? null : `${usableThreads} of ${threads} CPUs usable`,
    machine.numaNodes === 1 ? null : `${machine.numaNodes} NUMA nodes`,
    `${(machine.memoryBytes / 2 ** 30).toFixed(1)} GiB`,
    `Linux ${machine.kernel} ${machine.architecture}`,
    machine.libc,
    machine.virtualMachine === 'none' ? null : `virtual machine (${machine.virtualMachine})`,
    machine.container === 'none' ? null : `container (${machine.container})`,
    machine.governor === null ? null : `governor ${machine.governor}`,
    machine.turbo === null ? null : `turbo ${machine.turbo}`,
    machine.cgroup === 'none' ? null : machine.cgroup,
    machine.cpuIds.length === 0 ? null : `CPU ${machine.cpuIds.join(' and ')}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function virtualMachine({ ask }: MachineSources, features: string): string {
  const flagged = features.split(' ').includes('hypervisor');
  return ask('systemd-detect-virt', '--vm') ?? (flagged ? 'unknown' : 'none');
}

function container({ ask, read }: MachineSources): string {
  const asked = ask('systemd-detect-virt', '--container');
  if (asked !== null) return asked;
  if (read('/.dockerenv') !== null) return 'docker';
  return read('/run/.containerenv') === null ? 'none' : 'podman';
}

function libc({ ask, read, architecture }: MachineSources): string | null {
  const musl = read(`/lib/ld-musl-${architecture}.so.1`) === null ? null : 'musl';
  return ask('getconf', 'GNU_LIBC_VERSION') ?? musl;
}

function turbo(line: (path: string) => string | null): Fingerprint['turbo'] {
  const off = line(`${CPUS}/intel_pstate/no_turbo`);
  if (off !== null) return off === '0' ? 'on' : 'off';
  const boost = line(`${CPUS}/cpufreq/boost`) ?? line(`${CPUS}/cpufreq/policy0/boost`);
  if (boost === null) return null;
  return boost === '1' ? 'on' : 'off';
}
