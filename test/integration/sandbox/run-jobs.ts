/** Reads jobs as JSON, runs them one after another and writes the reports as JSON: a harness in a process of its own. */
import { text } from 'node:stream/consumers';
import { openSandbox } from '../../../harness/sandbox/index.js';
import { findCgroups } from '../../../harness/sandbox/cgroup.js';
import type { SandboxJob } from '../../../harness/sandbox/contract.js';

const jobs = JSON.parse(await text(process.stdin)) as SandboxJob[];
const sandbox = await openSandbox();
const probe = await sandbox.probe();
const reports = [];
for (const job of jobs) {
  const { steps } = await sandbox.run(job);
  reports.push(
    steps.map((step) => ({ ...step, stdout: step.stdout.toString(), stderr: step.stderr.toString() })),
  );
}
process.stdout.write(JSON.stringify({ uid: process.getuid?.(), groups: findCgroups().kind, probe, reports }));
