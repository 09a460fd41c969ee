/**
 * Prints what a run costs in each sandbox that works here, beside the bare program's start: the median of `--runs` runs
 * one after another, and the runs per second of `--lanes` at a time. A sandbox may keep as many containers ready as lanes.
 */
import { execFile } from 'node:child_process';
import { parseArgs, promisify } from 'node:util';
import type { Sandbox, SandboxJob } from '../harness/sandbox/contract.js';
import { openSandbox, sandboxIds } from '../harness/sandbox/index.js';
import { UserError } from '../harness/errors.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '50' }, lanes: { type: 'string', default: '2' } },
});
const runs = Number(values.runs);
const lanes = Number(values.lanes);
const MIB = 2 ** 20;
const JOB: SandboxJob = {
  files: [],
  mounts: [],
  workBytes: 64 * MIB,
  steps: [
    {
      name: 'true',
      phase: 'run',
      argv: ['/bin/true'],
      env: {},
      limits: {
        cpuMs: 5_000,
        wallMs: 10_000,
        memoryBytes: 256 * MIB,
        processes: 16,
        openFiles: 64,
        fileBytes: MIB,
        outputBytes: MIB,
      },
      sampleMemory: false,
    },
  ],
};

interface Row {
  readonly name: string;
  readonly medianMs: number;
  readonly perSecond: number;
}

async function measured(name: string, run: () => Promise<unknown>): Promise<Row> {
  await run();
  const took: number[] = [];
  for (let n = 0; n < runs; n++) {
    const since = performance.now();
    await run();
    took.push(performance.now() - since);
  }
  const since = performance.now();
  let left = runs;
  const lane = async (): Promise<void> => {
    while (left-- > 0) await run();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const seconds = (performance.now() - since) / 1000;
  took.sort((a, b) => a - b);
  return { name, medianMs: took[Math.floor(took.length / 2)] ?? NaN, perSecond: runs / seconds };
}

async function inSandbox(id: string, label: string): Promise<Row | string> {
  let sandbox: Sandbox;
  try {
    sandbox = await openSandbox(id);
  } catch (error) {
    if (error instanceof UserError) return `${label}: ${error.message.replaceAll('\n', ' ')}`;
    throw error;
  }
  const run = async (): Promise<void> => {
    const end = (await sandbox.run(JOB)).steps[0]?.end;
    if (end?.kind !== 'exited' || end.code !== 0) throw new Error(`${label}: ${JSON.stringify(end)}`);
  };
  const row = await measured(label, run);
  await sandbox.close?.();
  return row;
}

const bare = promisify(execFile);
const rows: (Row | string)[] = [await measured('bare program', () => bare('/bin/true'))];
for (const id of sandboxIds().filter((name) => name !== 'docker')) rows.push(await inSandbox(id, id));
for (const warm of [0, lanes]) {
  process.env['PERFORCH_DOCKER_WARM'] = String(warm);
  rows.push(await inSandbox('docker', `docker, ${warm === 0 ? 'none' : warm} kept ready`));
}
console.log(`${runs} runs of /bin/true; runs/s with ${lanes} at a time`);
for (const row of rows) {
  const line =
    typeof row === 'string'
      ? row
      : `${row.name.padEnd(24)} ${row.medianMs.toFixed(1).padStart(8)} ms ${row.perSecond.toFixed(1).padStart(8)} runs/s`;
  console.log(line);
}
