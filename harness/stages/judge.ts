import { randomBytes } from 'node:crypto';
import type { Language, Problem } from '../../datasets/problem.js';
import { identityOf, sha256 } from '../hash.js';
import type { AssembleOptions, Assembly, LanguageModule, Toolchain } from '../languages/contract.js';
import { languageModule } from '../languages/index.js';
import type { Sandbox, Step, StepReport } from '../sandbox/contract.js';
import type { CompilingAhead } from './compiling-ahead.js';
import { BUILD_LIMITS, limitsOfRun, WORK_BYTES, type RunLimits } from './limits.js';
import type { Judgement, Verdict } from './verdict.js';

export interface JudgeRequest {
  readonly problem: Problem;
  readonly program: string;
  readonly tests: AssembleOptions['tests'];
  readonly limits: RunLimits;
  /** Where it may be compiled and run; all CPUs where it is left out. No part of a run's identity. */
  readonly cpus?: readonly number[] | undefined;
}

/** What is longer is no program that anybody wrote; no compiler is asked. */
const MAX_PROGRAM_BYTES = 4 << 20;
/** In place of a run's secret where only the identity of what is run matters. */
const NO_TOKEN = '0'.repeat(32);

/**
 * Identity of a run: program, tests and wrapper (all in the assembled files), toolchain and flags, limits, backend and
 * preset. The same key never runs twice in one database.
 */
export function runKey(request: JudgeRequest, toolchain: Toolchain, sandbox: Pick<Sandbox, 'id'>): string {
  const assembly = assemble(request, toolchain, NO_TOKEN);
  return identityOf({
    files: assembly.files.map(({ path, content }) => [path, sha256(content)]),
    steps: assembly.steps.map(({ argv, env }) => [argv, env]),
    toolchain: toolchain.fingerprint,
    limits: [BUILD_LIMITS, limitsOfRun(request.limits)],
    sandbox: sandbox.id,
    preset: 'verdict',
  });
}

function assemble(request: JudgeRequest, toolchain: Toolchain, token: string): Assembly {
  const language = languageModule(request.problem.language);
  return language.assemble(request.problem, request.program, toolchain, { tests: request.tests, token });
}

/**
 * Compiles and runs a program with its tests in one fresh sandbox; where `ahead` compiled it, it is run there only. Throws
 * `SandboxFault` when the sandbox failed: that says nothing about the program.
 */
export async function judge(
  request: JudgeRequest,
  toolchain: Toolchain,
  sandbox: Sandbox,
  signal?: AbortSignal,
  ahead?: CompilingAhead,
): Promise<Judgement> {
  if (Buffer.byteLength(request.program) > MAX_PROGRAM_BYTES) {
    return {
      verdict: 'compile_error',
      detail: `the program is larger than ${MAX_PROGRAM_BYTES} bytes`,
      steps: [],
    };
  }
  const token = randomBytes(16).toString('hex');
  const assembly = assemble(request, toolchain, token);
  const runLimits = limitsOfRun(request.limits);
  const { cpus } = request;
  const steps = assembly.steps.map((step): Step =>
    step.phase === 'build'
      ? { ...step, limits: BUILD_LIMITS, sampleMemory: false, cpus }
      : { ...step, limits: runLimits, sampleMemory: true, token, cpus },
  );
  const language = languageModule(request.problem.language);
  const compiled = await ahead?.compile({ language, toolchain, assembly, token, cpus }, signal);
  const built = compiled?.files ?? null;
  const report = await sandbox.run(
    {
      files: [...assembly.files, ...(built ?? [])],
      mounts: toolchain.mounts,
      workBytes: WORK_BYTES,
      steps: built === null ? steps : steps.filter(({ phase }) => phase === 'run'),
    },
    signal,
  );
  const reports = compiled ? [compiled.report, ...report.steps] : report.steps;
  return { ...verdictOf(reports, request.problem.language), steps: reports };
}

/** The verdict that the reports of all steps amount to, with the reason in one line. */
export function verdictOf(
  steps: readonly StepReport[],
  language: Language,
): { verdict: Verdict; detail: string } {
  const last = steps.at(-1);
  if (last === undefined) return { verdict: 'harness_error', detail: 'the sandbox reported no step' };
  if (last.phase === 'build') {
    const detail = `${last.name}: ${describeEnd(last)}`;
    // A compiler that can't be started is a fault of ours. A program that can't is its own: a C++ one may ask for more
    // memory than there is before its first instruction.
    return { verdict: last.end.kind === 'not_started' ? 'harness_error' : 'compile_error', detail };
  }
  return verdictOfRun(last, languageModule(language));
}

function verdictOfRun(run: StepReport, language: LanguageModule): { verdict: Verdict; detail: string } {
  const detail = describeEnd(run);
  if (run.end.kind === 'limit') {
    const verdicts = {
      cpu: 'time_limit',
      wall: 'time_limit',
      memory: 'memory_limit',
      output: 'output_limit',
      processes: 'sandbox_violation',
    } as const;
    return { verdict: verdicts[run.end.limit], detail };
  }
  if (run.channel === 'forged') {
    return { verdict: 'sandbox_violation', detail: 'wrote to the private channel of the tests' };
  }
  if (run.channel === 'failed')
    return { verdict: 'wrong_answer', detail: 'a comparison of the tests failed' };
  const exitedWell = run.end.kind === 'exited' && run.end.code === 0;
  if (!exitedWell && language.ranOutOfMemory?.(run) === true) {
    return { verdict: 'memory_limit', detail: `${detail}: out of the memory that its runtime may use` };
  }
  if (!exitedWell) return { verdict: 'runtime_error', detail };
  if (run.channel === 'completed') return { verdict: 'passed', detail: 'the tests ran to their end' };
  return { verdict: 'runtime_error', detail: 'exited with 0 before the tests came to their end' };
}

function describeEnd({ end }: StepReport): string {
  switch (end.kind) {
    case 'exited':
      return `exited with ${end.code}`;
    case 'signalled':
      return `ended by signal ${end.signal}`;
    case 'limit':
      return `exceeded the ${end.limit} limit`;
    case 'not_started':
      return `could not be started (errno ${end.errno})`;
  }
}
