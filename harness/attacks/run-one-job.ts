/** A harness in a process of its own, to be killed: reads the name of a sandbox and a job as JSON, and runs the job. */
import { text } from 'node:stream/consumers';
import { BubblewrapSandbox } from '../sandbox/bubblewrap.js';
import type { SandboxJob } from '../sandbox/contract.js';
import { openSandbox } from '../sandbox/index.js';

const given = JSON.parse(await text(process.stdin)) as { sandbox: string; command?: string; job: SandboxJob };
const sandbox =
  given.command === undefined ? await openSandbox(given.sandbox) : new BubblewrapSandbox(given.command);
await sandbox.run(given.job);
