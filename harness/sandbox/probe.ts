import { readFile } from 'node:fs/promises';
import type { Bubblewrap } from './bubblewrap-mode.js';
import type { Probe, Sandbox, SandboxJob } from './contract.js';

/** Exits with 0 only where it sees no network but the loopback, and none of the host's folders. */
const LOOK_AROUND = `
grep -v -e '|' -e '^ *lo:' /proc/net/dev && exit 11
[ "$(wc -l < /proc/net/route)" -le 1 ] || exit 12
for path in /root /home /var /run /etc/shadow /sys; do [ ! -e "$path" ] || exit 13; done
(echo > /usr/perforch-probe) 2> /dev/null && exit 14
exit 0
`;

const WRONG: Readonly<Record<number, string>> = {
  11: 'a program in the sandbox sees a network interface',
  12: 'a program in the sandbox sees a network route',
  13: "a program in the sandbox sees the host's folders",
  14: 'a program in the sandbox can write to /usr',
};

const PROBE_JOB: SandboxJob = {
  files: [],
  mounts: [],
  workBytes: 2 ** 20,
  steps: [
    {
      name: 'probe',
      phase: 'run',
      argv: ['/bin/sh', '-c', LOOK_AROUND],
      env: { PATH: '/usr/bin:/bin' },
      limits: {
        cpuMs: 5_000,
        wallMs: 10_000,
        memoryBytes: 2 ** 28,
        processes: 32,
        openFiles: 64,
        fileBytes: 2 ** 20,
        outputBytes: 2 ** 16,
      },
      sampleMemory: false,
    },
  ],
};

async function setting(path: string): Promise<string | undefined> {
  return (await readFile(path, 'utf8').catch(() => undefined))?.trim();
}

async function adviceFor(reason: string): Promise<string> {
  if (reason.includes('not installed')) return 'install bubblewrap: apt install bubblewrap';
  if (reason.includes('too old')) return 'install a newer bubblewrap, or use Docker as the sandbox';
  if (reason.includes('not built')) return 'build it: npx perforch setup';
  if ((await setting('/proc/sys/kernel/unprivileged_userns_clone')) === '0')
    return 'user namespaces are switched off: sysctl -w kernel.unprivileged_userns_clone=1, or run as root';
  if ((await setting('/proc/sys/user/max_user_namespaces')) === '0')
    return 'user namespaces are switched off: sysctl -w user.max_user_namespaces=10000, or run as root';
  if ((await setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns')) === '1')
    return (
      'AppArmor keeps ordinary users from user namespaces (Ubuntu 23.10 and later): install a profile that lets ' +
      '/usr/bin/bwrap use them (/etc/apparmor.d/bwrap with "userns,"), or run as root, or ' +
      'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'
    );
  if (/namespace|mount|pivot|Operation not permitted/i.test(reason))
    return 'inside a container bubblewrap needs the right to make namespaces (docker run --privileged); or use Docker itself as the sandbox';
  return 'report this with the output of: bwrap --version; uname -r; id';
}

async function unusable(reason: string): Promise<Probe> {
  return { state: 'unusable', reason, advice: await adviceFor(reason) };
}

/** Tries a real job, and looks from inside whether the sandbox keeps its first promises. Never throws. */
export async function probeSandbox(sandbox: Sandbox, inspect: () => Promise<Bubblewrap>): Promise<Probe> {
  try {
    const bwrap = await inspect();
    const step = (await sandbox.run(PROBE_JOB)).steps[0];
    if (step === undefined) return await unusable('the supervisor reported no step');
    if (step.end.kind !== 'exited' || step.end.code !== 0) {
      const why = step.end.kind === 'exited' ? WRONG[step.end.code] : undefined;
      return await unusable(
        why ?? `the trial program ended with ${JSON.stringify(step.end)}: ${step.stderr.toString()}`,
      );
    }
    const mode =
      bwrap.mode === 'root' ? 'programs run as users of their own' : 'programs run in a user namespace';
    const notes = [
      mode,
      ...(bwrap.has.size
        ? []
        : ['this bubblewrap cannot bound a tmpfs: the supervisor watches the work folder instead']),
    ];
    return { state: 'ready', version: bwrap.version, notes };
  } catch (error) {
    return unusable(error instanceof Error ? error.message : String(error));
  }
}
