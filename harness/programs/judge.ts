import type { ProgramProblem, ProgramTest } from '../../datasets/program-problem.js';
import { sha256 } from '../../datasets/hash.js';
import { identityOf } from '../hash.js';
import type { Toolchain } from '../languages/contract.js';
import type { Sandbox, StepReport } from '../sandbox/contract.js';
import { verdictOf } from '../stages/judge.js';
import { BUILD_LIMITS, limitsOfRun, WORK_BYTES, type RunLimits } from '../stages/limits.js';
import type { Judgement } from '../stages/verdict.js';
import { batchesOf } from './batches.js';
import { CALLING_RULES, isCalled, readyTests, type ReadyTest } from './calls.js';
import { keepBuilt, removeBuilt } from './built-folder.js';
import type { ProgramAssembly } from './contract.js';
import { EVALUATING_RULES } from './evaluate.js';
import { programLanguage } from './languages/index.js';
import type { FailedTest } from './outputs.js';
import { runBatch } from './run-batch.js';

export interface ProgramRequest {
  readonly problem: ProgramProblem;
  /** The answer: a whole program, or what a runner's program is completed by. */
  readonly program: string;
  readonly tests: readonly ProgramTest[];
  /** Of each test. */
  readonly limits: RunLimits;
  /** Where it may be compiled and run; all CPUs where it is left out. No part of a run's identity. */
  readonly cpus?: readonly number[] | undefined;
}

/** The toolchain of the program's language, and the one that evaluators are run by. */
export interface ProgramToolchains {
  readonly program: Toolchain;
  readonly python: Toolchain;
}

export interface ProgramJudgement extends Judgement {
  /** Tests that were passed before the first that was not: all of them for `passed`. */
  readonly passedTests: number;
  /** Number of the test that was not passed, counted from 0; null where none was run, or all were passed. */
  readonly failedTest: number | null;
}

/** What is longer is no program that anybody wrote; no compiler is asked. */
const MAX_PROGRAM_BYTES = 4 << 20;

/** Identity of a run: as `runKey`, with the hash of the tests and the evaluator in place of a wrapper. */
export function programRunKey(
  request: Omit<ProgramRequest, 'tests' | 'cpus'>,
  tests: string,
  { program, python }: ProgramToolchains,
  sandbox: Pick<Sandbox, 'id'>,
): string {
  const { files, builds, run } = assemble(request, program);
  return identityOf({
    files: files.map(({ path, content }) => [path, sha256(content)]),
    steps: [...builds, run].map(({ argv, env }) => [argv, env]),
    toolchains: [program.fingerprint, python.fingerprint],
    tests,
    evaluation: sha256(JSON.stringify([request.problem.evaluator, EVALUATING_RULES])),
    ...(isCalled(request.problem)
      ? { calling: sha256(JSON.stringify([request.problem.runner, request.problem.call, CALLING_RULES])) }
      : {}),
    limits: [BUILD_LIMITS, limitsOfRun(request.limits)],
    sandbox: sandbox.id,
    preset: 'program',
  });
}

/** SHA-256 of a problem's tests. */
export function testsHash(tests: readonly ProgramTest[]): string {
  return sha256(JSON.stringify(tests.map(({ input, output }) => [input, output])));
}

function assemble(
  { problem, program }: Pick<ProgramRequest, 'problem' | 'program'>,
  toolchain: Toolchain,
): ProgramAssembly {
  const language = programLanguage(problem.language);
  if (problem.kind === 'stdin') return language.assemble(program, toolchain);
  if (problem.call !== undefined && language.aroundCall !== undefined) {
    return language.assemble(language.aroundCall(problem.call, program), toolchain);
  }
  if (language.inRunner === undefined) throw new Error(`${problem.uid}: no runners in this language`);
  return language.assemble(language.inRunner(problem.runner, program), toolchain);
}

/**
 * Compiles a program once and runs it on the tests, each in a process of its own, up to the first that it doesn't pass.
 * Throws `SandboxFault` when the sandbox failed: that says nothing about the program. Throws where there are no tests.
 */
export async function judgeProgram(
  request: ProgramRequest,
  toolchains: ProgramToolchains,
  sandbox: Sandbox,
  signal?: AbortSignal,
): Promise<ProgramJudgement> {
  const { problem, program, tests } = request;
  if (tests.length === 0) throw new Error(`${problem.uid}: no tests, so nothing to pass`);
  const none = { passedTests: 0, failedTest: null };
  if (Buffer.byteLength(program) > MAX_PROGRAM_BYTES) {
    const detail = `the program is larger than ${MAX_PROGRAM_BYTES} bytes`;
    return { verdict: 'compile_error', detail, steps: [], ...none };
  }
  const { python } = toolchains;
  const ready = await readyTests(problem, tests, { python, sandbox, cpus: request.cpus, signal });
  if (ready.state === 'failed') {
    const detail = `test ${ready.at + 1}: ${ready.detail}`;
    return { verdict: 'harness_error', detail, steps: [], passedTests: 0, failedTest: ready.at };
  }
  const { built, steps } = await buildOnce(request, toolchains, sandbox, signal);
  if (built === null) return { ...verdictOf(steps, problem.language), steps, ...none };
  try {
    return await runAll(built, ready.tests, steps, signal);
  } finally {
    await removeBuild(built);
  }
}

/** What the compiler made of a program; to be given to `removeBuild` in the end. */
export interface Built {
  readonly request: Omit<ProgramRequest, 'tests'>;
  readonly toolchains: ProgramToolchains;
  readonly sandbox: Sandbox;
  readonly assembly: ProgramAssembly;
  /** Null where nothing was built. */
  readonly folder: string | null;
}

/** Null where it doesn't compile: the steps say why. Throws `SandboxFault` when the sandbox failed. */
export async function buildOnce(
  request: Omit<ProgramRequest, 'tests'>,
  toolchains: ProgramToolchains,
  sandbox: Sandbox,
  signal?: AbortSignal,
): Promise<{ readonly built: Built | null; readonly steps: readonly StepReport[] }> {
  const assembly = assemble(request, toolchains.program);
  const { mounts } = toolchains.program;
  const { files, builds, collect } = assembly;
  const report = await sandbox.run(
    {
      ...{ files, mounts, workBytes: WORK_BYTES, collect },
      steps: builds.map((step) => ({
        ...step,
        limits: BUILD_LIMITS,
        sampleMemory: false,
        cpus: request.cpus,
      })),
    },
    signal,
  );
  const { steps } = report;
  const last = steps.at(-1);
  if (steps.length < builds.length || last?.end.kind !== 'exited' || last.end.code !== 0) {
    return { built: null, steps };
  }
  const folder = collect.length > 0 ? await keepBuilt(report.files) : null;
  return { built: { request, toolchains, sandbox, assembly, folder }, steps };
}

export async function removeBuild({ folder }: Built): Promise<void> {
  if (folder !== null) await removeBuilt(folder);
}

async function runAll(
  built: Built,
  tests: readonly ReadyTest[],
  before: readonly StepReport[],
  signal?: AbortSignal,
): Promise<ProgramJudgement> {
  const steps = [...before];
  for (const { from, tests: batch } of batchesOf(tests)) {
    const { reports, failed } = await runBatch(built, batch, signal);
    steps.push(...reports);
    if (failed !== null) return { ...describe(failed, from), steps, passedTests: from + failed.at };
  }
  const detail = `passed ${tests.length} tests`;
  return { verdict: 'passed', detail, steps, passedTests: tests.length, failedTest: null };
}

function describe({ at, verdict, detail }: FailedTest, from: number) {
  return { verdict, detail: `test ${from + at + 1}: ${detail}`, failedTest: from + at };
}
