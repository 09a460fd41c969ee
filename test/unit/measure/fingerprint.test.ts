import { expect, test } from 'vitest';
import {
  fingerprint,
  fingerprintId,
  fingerprintLine,
  fingerprintSchema,
  type Fingerprint,
} from '../../../harness/measure/fingerprint.js';
import type { MachineSources } from '../../../harness/measure/machine-sources.js';
import { cpuFiles, reader, twoThreads, type Machine } from './machines.js';

const CPUS = '/sys/devices/system/cpu';

const x86 = (processor: number, flags: string) => `processor	: ${processor}
vendor_id	: AuthenticAMD
cpu family	: 25
model		: 33
model name	: AMD Ryzen 7 5800X 8-Core Processor
stepping	: 0
microcode	: 0xa20120a
cpu MHz		: ${2200 + processor}.000
flags		: ${flags}
power management:
`;

function sources(files: Machine, asked: Record<string, string>, architecture = 'x86_64'): MachineSources {
  return {
    read: reader(files),
    ask: (command, ...args) => asked[[command, ...args].join(' ')] ?? null,
    architecture,
    cgroup: () => 'none',
  };
}

const DESKTOP: Machine = {
  ...cpuFiles('0-15', '0-15', twoThreads(8)),
  '/proc/cpuinfo': [...Array(16).keys()].map((cpu) => x86(cpu, 'fpu vme avx2')).join('\n'),
  '/proc/meminfo': 'MemTotal:       32791172 kB\nMemFree:         1 kB\n',
  '/proc/sys/kernel/osrelease': '6.8.0-45-generic\n',
  '/sys/devices/system/node/online': '0\n',
  [`${CPUS}/cpufreq/boost`]: '1\n',
  ...Object.fromEntries(
    [...Array(16).keys()].flatMap((cpu) => [
      [`${CPUS}/cpu${cpu}/cpufreq/scaling_governor`, 'powersave\n'],
      [`${CPUS}/cpu${cpu}/cpufreq/scaling_driver`, 'amd-pstate-epp\n'],
    ]),
  ),
};
const DESKTOP_SAYS = {
  'systemd-detect-virt --vm': 'none',
  'systemd-detect-virt --container': 'none',
  'getconf GNU_LIBC_VERSION': 'glibc 2.39',
};

const desktop = (files: Machine = {}) => fingerprint(sources({ ...DESKTOP, ...files }, DESKTOP_SAYS));

test('a desktop', () => {
  expect(desktop()).toEqual({
    cpuModel: 'AMD Ryzen 7 5800X 8-Core Processor',
    cpuIds: ['AuthenticAMD/25/33/0'],
    // printf 'avx2 fpu vme' | sha256sum
    cpuFeaturesHash: 'c1b24cd0786f7e62443225514ff59473b470fe329b560adef40fbd03f9b5b491',
    microcode: '0xa20120a',
    architecture: 'x86_64',
    threads: 16,
    cores: 8,
    usableThreads: 16,
    numaNodes: 1,
    memoryBytes: 32791172 * 1024,
    kernel: '6.8.0-45-generic',
    virtualMachine: 'none',
    container: 'none',
    frequencyDriver: 'amd-pstate-epp',
    governor: 'powersave',
    turbo: 'on',
    cgroup: 'none',
    libc: 'glibc 2.39',
  } satisfies Fingerprint);
});

test('in one line, the desktop is', () => {
  expect(fingerprintLine(desktop())).toBe(
    'AMD Ryzen 7 5800X 8-Core Processor x16, 8 cores, 31.3 GiB, Linux 6.8.0-45-generic x86_64, glibc 2.39, ' +
      'governor powersave, turbo on, CPU AuthenticAMD/25/33/0',
  );
});

test('a virtual ARM machine in a container, whose system says little', () => {
  const core = (processor: number, part: string) =>
    `processor\t: ${processor}\nBogoMIPS\t: 243.75\nFeatures\t: fp asimd\nCPU implementer\t: 0x41\n` +
    `CPU architecture: 8\nCPU variant\t: 0x3\nCPU part\t: ${part}\nCPU revision\t: 1\n`;
  const files = {
    ...cpuFiles('1-2', '0-3'),
    '/proc/cpuinfo': `${[0, 1, 2, 3].map((cpu) => core(cpu, cpu < 2 ? '0xd05' : '0xd0a')).join('\n')}\nHardware\t: Board\n`,
    '/proc/device-tree/model': 'Some Board Rev 1\0',
    '/proc/sys/kernel/osrelease': '6.1.0\n',
    '/.dockerenv': '',
    '/lib/ld-musl-aarch64.so.1': 'ELF',
    '/sys/devices/system/node/online': '0-1\n',
  };
  const machine = fingerprint(sources(files, { 'systemd-detect-virt --vm': 'qemu' }, 'aarch64'));
  expect(machine).toMatchObject({
    cpuModel: 'Some Board Rev 1',
    cpuIds: ['0x41/0xd05/0x3/1', '0x41/0xd0a/0x3/1'],
    microcode: null,
    threads: 4,
    usableThreads: 2,
    numaNodes: 2,
    memoryBytes: 0,
    virtualMachine: 'qemu',
    container: 'docker',
    governor: null,
    turbo: null,
    libc: 'musl',
  });
  expect(fingerprintLine(machine)).toBe(
    'Some Board Rev 1 x4, 2 of 4 CPUs usable, 2 NUMA nodes, 0.0 GiB, Linux 6.1.0 aarch64, musl, ' +
      'virtual machine (qemu), container (docker), CPU 0x41/0xd05/0x3/1 and 0x41/0xd0a/0x3/1',
  );
});

test('a machine without systemd shows that it is virtual by a feature of its CPU', () => {
  const files = { ...DESKTOP, '/proc/cpuinfo': x86(0, 'fpu hypervisor') };
  expect(fingerprint(sources(files, {})).virtualMachine).toBe('unknown');
  expect(fingerprint(sources(DESKTOP, {})).virtualMachine).toBe('none');
});

test.each([
  [`${CPUS}/intel_pstate/no_turbo`, '1', 'off'],
  [`${CPUS}/intel_pstate/no_turbo`, '0', 'on'],
  [`${CPUS}/cpufreq/boost`, '0', 'off'],
])('the turbo clock with %s being %s is %s', (path, value, turbo) => {
  expect(desktop({ [path]: `${value}\n` }).turbo).toBe(turbo);
});

test('CPUs with different governors are told apart', () => {
  expect(desktop({ [`${CPUS}/cpu3/cpufreq/scaling_governor`]: 'performance\n' }).governor).toBe(
    'performance + powersave',
  );
});

test('a machine that says nothing has a fingerprint all the same', () => {
  const machine = fingerprint(sources({}, {}));
  expect(fingerprintSchema.parse(machine)).toEqual(machine);
  expect(machine).toMatchObject({ cpuModel: 'unknown CPU', threads: 1, cores: 1, kernel: 'unknown' });
});

test('this machine has one, the same each time', () => {
  const machine = fingerprint();
  expect(machine.threads).toBeGreaterThanOrEqual(machine.cores);
  expect(machine.memoryBytes).toBeGreaterThan(2 ** 27);
  expect(fingerprintId(fingerprint())).toBe(fingerprintId(machine));
});

test('a clock that changes and memory that the kernel keeps leave the identity as it is', () => {
  const later = desktop({
    '/proc/cpuinfo': DESKTOP['/proc/cpuinfo']?.replaceAll(/^cpu MHz.*$/gm, 'cpu MHz\t\t: 4400.0') ?? '',
    '/proc/meminfo': 'MemTotal:       32780000 kB\n',
  });
  expect(fingerprintId(later)).toBe(fingerprintId(desktop()));
});

test('how memory can be measured is not part of the identity', () => {
  expect(fingerprintId({ ...desktop(), cgroup: 'cgroup2' })).toBe(fingerprintId(desktop()));
});

const OTHERS: readonly Partial<Fingerprint>[] = [
  { kernel: '6.8.0-46-generic' },
  { microcode: '0xa20120b' },
  { governor: 'performance' },
  { turbo: 'off' },
  { usableThreads: 8 },
  { virtualMachine: 'kvm' },
  { container: 'docker' },
  { libc: 'glibc 2.40' },
  { memoryBytes: 2 ** 34 },
  { cpuFeaturesHash: null },
];

test.each(OTHERS)('a machine with %j is another', (difference) => {
  expect(fingerprintId({ ...desktop(), ...difference })).not.toBe(fingerprintId(desktop()));
});
