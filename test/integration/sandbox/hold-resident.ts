/** Starts what a resident's marker names, leaves a request unread, and waits: a harness in a process of its own. */
import { openSandbox } from '../../../harness/sandbox/index.js';

const MIB = 2 ** 20;
const [, , marker = ''] = process.argv;
const resident = await (
  await openSandbox()
).openResident?.({
  files: [],
  mounts: [],
  workBytes: 16 * MIB,
  step: {
    name: 'resident',
    phase: 'build',
    argv: ['/bin/sh', '-c', `setsid sleep 300 & sleep 300; : ${marker}`],
    env: { PATH: '/usr/bin:/bin' },
    limits: {
      cpuMs: 5_000,
      wallMs: 300_000,
      memoryBytes: 512 * MIB,
      processes: 16,
      openFiles: 64,
      fileBytes: MIB,
      outputBytes: MIB,
    },
    sampleMemory: false,
  },
});
await resident?.exchange(Buffer.alloc(4 * MIB), { wallMs: 300_000, replyBytes: MIB });
