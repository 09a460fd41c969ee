import { afterAll } from 'vitest';
import type {
  Limits,
  Sandbox,
  SandboxJob,
  SandboxReport,
  Step,
  StepReport,
} from '../../../harness/sandbox/contract.js';
import { BubblewrapSandbox } from '../../../harness/sandbox/bubblewrap.js';
import { DockerSandbox } from '../../../harness/sandbox/docker/docker.js';
import { buildSupervisor } from '../../../harness/sandbox/supervisor-build.js';

export const MIB = 2 ** 20;

export const LIMITS: Limits = {
  cpuMs: 5_000,
  wallMs: 10_000,
  memoryBytes: 512 * MIB,
  processes: 64,
  openFiles: 256,
  fileBytes: 64 * MIB,
  outputBytes: 4 * MIB,
};

export interface StepOptions extends Partial<Omit<Step, 'limits'>> {
  readonly limits?: Partial<Limits>;
}

function step(argv: readonly string[], options: StepOptions): Step {
  const { limits, ...rest } = options;
  return {
    name: 'run',
    phase: 'run',
    argv,
    env: { PATH: '/usr/bin:/bin', HOME: '/work', LANG: 'C.UTF-8' },
    sampleMemory: false,
    ...rest,
    limits: { ...LIMITS, ...limits },
  };
}

function job(files: SandboxJob['files'], steps: readonly Step[]): SandboxJob {
  return { files, mounts: [], workBytes: 64 * MIB, steps };
}

export function shellJob(script: string, options: StepOptions = {}): SandboxJob {
  return job([{ path: 'main.sh', content: script }], [step(['/bin/sh', 'main.sh'], options)]);
}

export function pythonJob(program: string, options: StepOptions = {}): SandboxJob {
  return job([{ path: 'main.py', content: program }], [step(['/usr/bin/python3', 'main.py'], options)]);
}

export function cJob(program: string, options: StepOptions = {}): SandboxJob {
  const compile = step(['/usr/bin/gcc', '-O1', '-pthread', '-o', 'main', 'main.c'], {
    name: 'compile',
    phase: 'build',
  });
  return job([{ path: 'main.c', content: program }], [compile, step(['/work/main'], options)]);
}

export function shellSteps(...scripts: readonly string[]): SandboxJob {
  return job(
    [],
    scripts.map((script, n) => step(['/bin/sh', '-c', script], { name: `step ${n}` })),
  );
}

/** The same tests are run over every sandbox: PERFORCH_SANDBOX says which. */
export const sandbox: Sandbox =
  process.env['PERFORCH_SANDBOX'] === 'docker' ? new DockerSandbox() : new BubblewrapSandbox();

afterAll(() => sandbox.close?.());

export async function run(job: SandboxJob, signal?: AbortSignal): Promise<SandboxReport> {
  await buildSupervisor();
  return sandbox.run(job, signal);
}

/** The report of a job's last step that ran. */
export async function lastStep(job: SandboxJob): Promise<StepReport> {
  const report = (await run(job)).steps.at(-1);
  if (report === undefined) throw new Error('no step ran');
  return report;
}

export const exited = (code: number) => ({ kind: 'exited', code }) as const;
export const signalled = (signal: number) => ({ kind: 'signalled', signal }) as const;
export const limit = (name: 'cpu' | 'wall' | 'memory' | 'output' | 'processes') =>
  ({ kind: 'limit', limit: name }) as const;
