import { inWork } from '../languages/built-program.js';
import type { Toolchain } from '../languages/contract.js';
import { pinnedFor } from '../languages/versions.js';
import type { Limits, Sandbox, Step, StepReport } from '../sandbox/contract.js';
import { WORK_BYTES } from '../stages/limits.js';

const { runFlags } = pinnedFor('python');

/** Runs a Python script of ours, which is given its work as JSON, in a sandbox of its own. Throws `SandboxFault` when that failed. */
export async function runScript(
  script: { readonly name: string; readonly path: string; readonly content: string },
  work: unknown,
  limits: Limits,
  { python, sandbox, signal, ...place }: ScriptPlace,
): Promise<StepReport | undefined> {
  const { name, path, content } = script;
  const argv = [python.paths['python'] ?? '', ...runFlags, inWork(path)];
  const step: Step = {
    ...{ name, phase: 'run', argv, env: { PYTHONHASHSEED: '0' }, limits, sampleMemory: false },
    ...{ stdin: JSON.stringify(work), ...place },
  };
  const { mounts } = python;
  const job = { files: [{ path, content }], mounts, workBytes: WORK_BYTES, steps: [step] };
  return (await sandbox.run(job, signal)).steps[0];
}

export interface ScriptPlace extends Pick<Step, 'cpus' | 'keptOutputBytes'> {
  readonly python: Toolchain;
  readonly sandbox: Sandbox;
  readonly signal?: AbortSignal | undefined;
}
