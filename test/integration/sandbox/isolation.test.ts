/** What a program finds of the machine. Attacks on it are in harness/attacks/corpus/isolation. */
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { cJob, exited, lastStep, run, shellJob } from './harness.js';

const output = async (script: string) => (await lastStep(shellJob(script))).stdout.toString();

test('there is no network but a loopback of its own', async () => {
  expect(await output("tail -n +3 /proc/net/dev | grep -v ' lo:'; echo end")).toBe('end\n');
});

test.each(['/root', '/home', '/etc/shadow', '/var', '/run', '/boot', process.cwd()])(
  '%s is not there',
  async (path) => {
    expect(await output(`[ -e ${path} ] && echo there || echo not there`)).toBe('not there\n');
  },
);

test('nothing is seen of /sys', async () => {
  expect(await output('[ -e /sys ] && ls -A /sys; echo end')).toBe('end\n');
});

test.each(['/', '/usr', '/usr/bin', '/etc', '/dev', '/proc', '/proc/sys/kernel'])(
  '%s cannot be written to',
  async (path) => {
    expect(await output(`(echo > ${path}/planted) 2> /dev/null && echo written || echo refused`)).toBe(
      'refused\n',
    );
  },
);

test.each(['/work', '/tmp', '/dev/shm'])('%s is private and gone in the next job', async (path) => {
  expect(await output(`echo mine > ${path}/left; cat ${path}/left`)).toBe('mine\n');
  expect(await output(`ls ${path}`)).not.toContain('left');
});

test('the program is not the superuser and can never become it', async () => {
  const status = await output(
    'grep -E "^(Uid|CapPrm|CapEff|CapBnd|CapAmb|NoNewPrivs|Seccomp):" /proc/self/status; id -u',
  );
  expect(status).not.toMatch(/^Uid:.*\t0(\t|$)/m);
  expect(status).not.toMatch(/^Cap(Prm|Eff|Amb):\t0*[1-9a-f]/m);
  expect(status).toMatch(/NoNewPrivs:\t1/);
  expect(status).toMatch(/Seccomp:\t2/);
});

test('the supervisor can be neither killed, stopped nor read', async () => {
  const script = `
    for signal in KILL STOP TERM CHLD; do kill -$signal 1 2> /dev/null; done
    cat /proc/1/environ /proc/1/mem /proc/1/maps 2> /dev/null | wc -c
    ls /proc/1/fd 2> /dev/null | wc -l
    readlink /proc/1/exe; echo alive`;
  expect(await output(script)).toBe('0\n0\nalive\n');
});

test('tracing, namespaces and other privileged calls are refused', async () => {
  const program = `
    #define _GNU_SOURCE
    #include <errno.h>
    #include <sched.h>
    #include <signal.h>
    #include <stdio.h>
    #include <sys/mount.h>
    #include <sys/ptrace.h>
    #include <sys/syscall.h>
    #include <unistd.h>
    #define TRY(call) errno = 0, printf("%s %d\\n", #call, (int)(call) == -1 ? errno : 0)
    int main(void) {
      TRY(ptrace(PTRACE_ATTACH, 1, 0, 0));
      TRY(unshare(CLONE_NEWUSER));
      TRY(syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0));
      TRY(mount("x", "/work", "tmpfs", 0, 0));
      TRY(syscall(SYS_bpf, 0, 0, 0));
      TRY(syscall(SYS_perf_event_open, 0, 0, 0, 0, 0));
      TRY(syscall(SYS_keyctl, 0, 0, 0, 0, 0));
      TRY(syscall(SYS_prlimit64, 1, 0, 0, 0));
    }`;
  const lines = (await lastStep(cJob(program))).stdout.toString().trim().split('\n');
  expect(lines).toHaveLength(8);
  for (const line of lines) expect(line).toMatch(/ 1$/);
});

test('another job’s processes and files are not visible', async () => {
  const [long, seen] = await Promise.all([
    run(shellJob('echo mine > /tmp/marker; exec sleep 1')),
    output('sleep 0.3; ls /tmp; cat /proc/[0-9]*/cmdline | tr "\\0" " "'),
  ]);
  expect(seen).not.toMatch(/marker|sleep 1/);
  expect(long.steps[0]?.end).toEqual(exited(0));
});

test('a mount is read-only and its parents can be entered', async () => {
  const job = shellJob(
    'ls /toolchain/deep | head -3; (echo > /toolchain/deep/x) 2> /dev/null || echo refused',
  );
  const report = await lastStep({ ...job, mounts: [{ host: '/usr/share', inside: '/toolchain/deep' }] });
  const names = (await readdir('/usr/share')).length;
  expect(names).toBeGreaterThan(0);
  expect(report.stdout.toString().split('\n').length).toBeGreaterThan(2);
  expect(report.stdout.toString()).toMatch(/refused\n$/);
});
