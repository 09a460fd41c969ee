/** What the kernel's own bound on a job's memory adds to the supervisor's look at its processes. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findCgroups } from '../../../harness/sandbox/cgroup.js';
import { cJob, exited, lastStep, limit, MIB } from './harness.js';

const hasCgroups = findCgroups().kind !== 'none';

/** Fills sockets, which no process's resident set shows: 40 processes with 60 pairs each hold up to 1 GiB. */
const FILL_SOCKETS = `
  #include <fcntl.h>
  #include <stdio.h>
  #include <string.h>
  #include <sys/socket.h>
  #include <sys/wait.h>
  #include <unistd.h>
  static char block[65536];
  static long fill(void) {
    long held = 0;
    for (int pair = 0; pair < 60; pair++) {
      int ends[2], size = 1 << 20;
      if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0) break;
      setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
      fcntl(ends[0], F_SETFL, O_NONBLOCK);
      for (long sent; (sent = write(ends[0], block, sizeof block)) > 0;) held += sent;
    }
    return held;
  }
  int main(void) {
    int sums[2];
    pipe(sums);
    for (int i = 0; i < 40; i++)
      if (fork() == 0) {
        long held = fill();
        write(sums[1], &held, sizeof held);
        pause();
      }
    long held, total = 0;
    for (int i = 0; i < 40 && read(sums[0], &held, sizeof held) == sizeof held; i++) total += held;
    printf("%ld\\n", total >> 20);
    kill(0, 9);
  }`;

test.skipIf(!hasCgroups)('memory in sockets ends with the memory limit', async () => {
  const report = await lastStep(
    cJob(FILL_SOCKETS.replace('#include <fcntl.h>', '#include <fcntl.h>\n#include <signal.h>'), {
      limits: { memoryBytes: 64 * MIB, wallMs: 60_000 },
    }),
  );
  expect(report.end).toEqual(limit('memory'));
});

test.skipIf(!hasCgroups)(
  'a job in a group that others have used may use all of its memory again',
  async () => {
    const hold = `
    #include <stdlib.h>
    #include <string.h>
    int main(void) { memset(malloc(48 << 20), 1, 48 << 20); }`;
    for (let job = 0; job < 4; job++) {
      const report = await lastStep(cJob(hold, { limits: { memoryBytes: 64 * MIB } }));
      expect(report.end).toEqual(exited(0));
    }
  },
);

test('a program that kills itself is not taken for one without memory', async () => {
  const before = readFileSync('/proc/vmstat', 'utf8');
  expect(before).toContain('oom_kill');
  const report = await lastStep(cJob('#include <signal.h>\nint main(void) { raise(SIGKILL); }'));
  expect(report.end).toEqual({ kind: 'signalled', signal: 9 });
});
