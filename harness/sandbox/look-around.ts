import type { Sandbox, SandboxJob } from './contract.js';

/** Exits with 0 only where it sees no network but the loopback, and none of the host's folders. */
const LOOK_AROUND = `
grep -v -e '|' -e '^ *lo:' /proc/net/dev && exit 11
[ "$(wc -l < /proc/net/route)" -le 1 ] || exit 12
for path in /root /home /var /run /etc/shadow; do [ ! -e "$path" ] || exit 13; done
[ ! -e /sys ] || [ -z "$(ls -A /sys)" ] || exit 13
(echo > /usr/perforch-probe) 2> /dev/null && exit 14
[ "$(id -u)" -ne 0 ] || exit 15
exit 0
`;

const WRONG: Readonly<Record<number, string>> = {
  11: 'a program in the sandbox sees a network interface',
  12: 'a program in the sandbox sees a network route',
  13: "a program in the sandbox sees the host's folders",
  14: 'a program in the sandbox can write to /usr',
  15: 'a program in the sandbox is the superuser',
};

const JOB: SandboxJob = {
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

/**
 * Looks from inside whether a sandbox keeps its first promises; gives what is wrong, or null. Throws what running a job
 * throws.
 */
export async function lookAround(sandbox: Pick<Sandbox, 'run'>): Promise<string | null> {
  const step = (await sandbox.run(JOB)).steps[0];
  if (step === undefined) return 'the supervisor reported no step';
  if (step.end.kind === 'exited' && step.end.code === 0) return null;
  const why = step.end.kind === 'exited' ? WRONG[step.end.code] : undefined;
  return why ?? `the trial program ended with ${JSON.stringify(step.end)}: ${step.stderr.toString()}`;
}
