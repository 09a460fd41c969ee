/** What the kernel's own bound on a job's memory adds to the supervisor's look at its processes. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findCgroups } from '../../../harness/sandbox/cgroup.js';
import { FILL_SOCKETS } from './fill-sockets.js';
import { cJob, exited, lastStep, limit, MIB } from './harness.js';

const hasCgroups = findCgroups().kind !== 'none';

test.skipIf(!hasCgroups)('memory in sockets ends with the memory limit', async () => {
  const report = await lastStep(cJob(FILL_SOCKETS, { limits: { memoryBytes: 64 * MIB, wallMs: 60_000 } }));
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
