import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CgroupKind } from '../../../harness/sandbox/cgroup.js';
import type { Probe, SandboxJob, StepReport } from '../../../harness/sandbox/contract.js';
import { askAsOrdinaryUser, homeForAll } from '../ordinary-user.js';
import { FILL_SOCKETS } from './fill-sockets.js';
import { cJob, exited, limit, MIB, pythonJob, shellJob } from './harness.js';

const token = 'ffffffffffffffffffffffffffffffff';
const HONEST = `echo "done ${token}" >&3; read nonce <&4; echo "nonce $nonce" >&3`;
const SPIN = 'spin() { while :; do :; done; }; spin & spin & wait';
const JOBS = {
  hello: shellJob('id -u; cat', { stdin: 'hello' }),
  channel: shellJob(HONEST, { token }),
  wall: shellJob("trap '' TERM; while :; do sleep 1; done", { limits: { wallMs: 300 } }),
  cpu: shellJob(SPIN, { limits: { cpuMs: 300 } }),
  memory: pythonJob('x = []\nwhile True: x.append(bytearray(1 << 20))', {
    limits: { memoryBytes: 100 * MIB },
  }),
  forkBomb: cJob('#include <unistd.h>\nint main(void) { for (;;) fork(); }', { limits: { processes: 40 } }),
  daemon: shellJob('setsid sleep 60 & echo done'),
  build: cJob('#include <stdio.h>\nint main(void) { puts("built"); }'),
  writes: shellJob('for p in / /dev /usr /etc /work /tmp; do (echo > $p/x) 2> /dev/null && echo $p; done'),
  supervisor: shellJob(
    'for s in KILL STOP TERM; do kill -$s 1; done; cat /proc/1/environ /proc/1/mem /proc/1/maps 2> /dev/null | wc -c; ls /proc/1/fd 2> /dev/null | wc -l',
  ),
  starving: shellJob(
    'prlimit -p 1 -n1 2> /dev/null && echo a; chrt -i -p 0 1 2> /dev/null && echo b; renice 19 1 2> /dev/null && echo c; taskset -p 1 1 > /dev/null 2>&1; renice 19 -u $(id -u) 2> /dev/null && echo d; echo end',
  ),
  network: shellJob("tail -n +3 /proc/net/dev | grep -v ' lo:'; echo end"),
  places: shellJob('for p in /root /home /var /run /etc/shadow; do [ -e $p ] && echo $p; done; echo end'),
  sockets: cJob(FILL_SOCKETS, { limits: { memoryBytes: 64 * MIB, wallMs: 60_000 } }),
  charged: shellJob('exit 0', { accounted: true }),
  namespaces: shellJob('unshare -Ur true 2> /dev/null || echo refused'),
} satisfies Record<string, SandboxJob>;

type Text = Omit<StepReport, 'stdout'> & { readonly stdout: string };
interface Answer {
  readonly uid: number;
  /** Where this user may make control groups: an ordinary one mostly nowhere. */
  readonly groups: CgroupKind['kind'];
  readonly probe: Probe;
  readonly reports: readonly (readonly Text[])[];
}

describe.runIf(process.getuid?.() === 0)('for an ordinary user', () => {
  let home: string;
  let answer: Answer;

  beforeAll(async () => {
    home = await homeForAll();
    const script = fileURLToPath(new URL('./run-jobs.ts', import.meta.url));
    answer = (await askAsOrdinaryUser(script, home, JSON.stringify(Object.values(JOBS)))) as Answer;
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  const last = (name: keyof typeof JOBS): Text => {
    const report = answer.reports[Object.keys(JOBS).indexOf(name)]?.at(-1);
    if (report === undefined) throw new Error(`no report of ${name}`);
    return report;
  };

  test('the sandbox is ready in a user namespace', () => {
    expect(answer.uid).toBe(65_533);
    expect(answer.probe).toMatchObject({ state: 'ready', notes: ['programs run in a user namespace'] });
  });
  test('a program runs, and is somebody else', () => {
    expect(last('hello')).toMatchObject({ end: exited(0), stdout: '61000\nhello' });
  });
  test('the channel completes', () => expect(last('channel').channel).toBe('completed'));
  test('the wall limit holds', () => expect(last('wall').end).toEqual(limit('wall')));
  test('the CPU limit holds for the tree', () => expect(last('cpu').end).toEqual(limit('cpu')));
  test('the memory limit holds', () => expect(last('memory').end).toEqual(limit('memory')));
  test('the process limit holds', () => expect(last('forkBomb').end).toEqual(limit('processes')));
  test('a daemon does not hold the step up', () => expect(last('daemon').stdout).toBe('done\n'));
  test('a C program is built and run', () => expect(last('build').stdout).toBe('built\n'));
  test('only /work and /tmp can be written to', () => expect(last('writes').stdout).toBe('/work\n/tmp\n'));
  test('the supervisor can be neither killed nor read', () =>
    expect(last('supervisor').stdout).toBe('0\n0\n'));
  test('the supervisor cannot be starved', () => expect(last('starving').stdout).toBe('end\n'));
  test('a job is charged to a group of its own where the user may make one', () =>
    expect(last('charged').usage.cgroup?.method ?? 'none').toBe(answer.groups));
  test('memory in sockets ends with the memory limit where there is such a group', ({ skip }) => {
    skip(answer.groups === 'none');
    expect(last('sockets').end).toEqual(limit('memory'));
  });
  test('there is no network', () => expect(last('network').stdout).toBe('end\n'));
  test('the host’s folders are not there', () => expect(last('places').stdout).toBe('end\n'));
  test('there are no nested namespaces', () => expect(last('namespaces').stdout).toBe('refused\n'));
});
