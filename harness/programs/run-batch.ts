import type { ProgramProblem, ProgramTest } from '../../datasets/program-problem.js';
import { BUILT_FOLDER, MOST_KEPT_BYTES, type Step, type StepReport } from '../sandbox/contract.js';
import { verdictOf } from '../stages/judge.js';
import { limitsOfRun, WORK_BYTES } from '../stages/limits.js';
import { isCalled, type ReadyTest } from './calls.js';
import { evaluateOutputs, type Case, type Evaluation } from './evaluate.js';
import type { Built } from './judge.js';
import { normalised } from './normalise.js';
import { outputsOf, type FailedTest } from './outputs.js';

export interface BatchOutcome {
  /** Of the tests that were run: all, or those up to the first whose process did not end well. */
  readonly reports: readonly StepReport[];
  readonly failed: FailedTest | null;
}

/** Runs some tests in one sandbox, each as a process that ends before the next, and has their outputs judged in another. */
export async function runBatch(
  built: Built,
  tests: readonly ReadyTest[],
  signal?: AbortSignal,
): Promise<BatchOutcome> {
  const { cpus } = built.request;
  const reports = await runTests(built, tests, { sampleMemory: false, cpus }, signal);
  return { reports, failed: await firstFailed(built, tests, reports, signal) };
}

/** Where and how the processes of tests run. */
export type Place = Pick<Step, 'cpus' | 'timed' | 'sampleMemory'>;

/** Runs some tests in one sandbox; reports are of those up to the first whose process did not exit with 0. */
export async function runTests(
  { request, toolchains, sandbox, assembly, folder }: Built,
  tests: readonly ReadyTest[],
  place: Place,
  signal?: AbortSignal,
): Promise<readonly StepReport[]> {
  const limits = limitsOfRun(request.limits);
  const times = timesExpected(request.problem);
  const ownMounts = folder === null ? [] : [{ host: folder, inside: BUILT_FOLDER }];
  const { steps } = await sandbox.run(
    {
      files: assembly.runFiles,
      mounts: [...toolchains.program.mounts, ...ownMounts],
      workBytes: WORK_BYTES,
      steps: tests.map(({ stdin, output }) => {
        const room = times * Buffer.byteLength(output) + SPARE_BYTES;
        return {
          ...{ ...assembly.run, ...place, stdin, keptOutputBytes: Math.min(room, MOST_KEPT_BYTES) },
          limits: { ...limits, outputBytes: Math.max(limits.outputBytes, room) },
        };
      }),
    },
    signal,
  );
  return steps;
}

/** The first of these tests that is not passed: by how its process ended, or by what the evaluator says of its output. */
export async function firstFailed(
  built: Built,
  tests: readonly ProgramTest[],
  reports: readonly StepReport[],
  signal?: AbortSignal,
): Promise<FailedTest | null> {
  const ended = reports.map((report) => badEnd(report, built.request.problem));
  const bad = ended.findIndex((end) => end !== null);
  const good = bad < 0 ? reports : reports.slice(0, bad);
  const { outputs, failed } = await outputsOf(built, tests, good, signal);
  const wrong = await firstWrong(built, tests, outputs, signal);
  const end = ended[bad] ?? null;
  return wrong ?? failed ?? (end === null ? null : { at: bad, ...end });
}

/** A right output may be longer than the expected one, by line ends or digits that an evaluator doesn't mind; not twice as long. */
const SPARE_BYTES = 64 << 10;

/** How many times what is expected may be printed: a value as JSON is longer than it need be, a single digit or letter most. */
function timesExpected(problem: ProgramProblem): number {
  return isCalled(problem) ? 16 : 2;
}

/** Null for a process that ended by itself, with 0, and whose whole output is there. */
function badEnd(report: StepReport, problem: ProgramProblem): Omit<FailedTest, 'at'> | null {
  if (report.end.kind !== 'exited' || report.end.code !== 0) return verdictOf([report], problem.language);
  const kept = report.stdout.length;
  if (report.stdoutBytes <= kept) return null;
  const times = timesExpected(problem) === 2 ? 'twice' : `${timesExpected(problem)} times`;
  const detail = `printed ${report.stdoutBytes} bytes, more than ${times} what is expected`;
  return { verdict: 'output_limit', detail };
}

async function firstWrong(
  { request, toolchains, sandbox }: Built,
  tests: readonly ProgramTest[],
  outputs: readonly string[],
  signal: AbortSignal | undefined,
): Promise<FailedTest | null> {
  const cases = outputs.map((output, at): Case => ({
    expected: normalised(tests[at]?.output ?? ''),
    output,
  }));
  // An evaluator may take no output for an answer; it is one only where nothing is to be printed.
  const silent = cases.findIndex(({ expected, output }) => output === '' && expected !== '');
  const asked = silent < 0 ? cases : cases.slice(0, silent);
  const ask = (about: readonly Case[]): Promise<readonly Evaluation[]> =>
    evaluateOutputs(request.problem.evaluator, about, toolchains.python, sandbox, signal, request.cpus);
  const evaluations = await ask(asked);
  const at = evaluations.findIndex((evaluation) => evaluation !== 'accepted');
  const found = asked[at];
  if (found === undefined) {
    return silent < 0 ? null : { at: silent, verdict: 'wrong_answer', detail: 'printed nothing' };
  }
  if (evaluations[at] === 'stalled') return { at, verdict: 'harness_error', detail: 'the evaluator stalled' };
  // An evaluator that doesn't take the expected output either can't tell right from wrong.
  const [itself] = await ask([{ expected: found.expected, output: found.expected }]);
  if (itself !== 'accepted') {
    return { at, verdict: 'harness_error', detail: 'the evaluator refuses the expected output, too' };
  }
  const detail = {
    refused: 'the evaluator refuses the output',
    raised: 'the evaluator can not read the output',
    no_answer: 'the evaluator gives no answer about the output',
  }[evaluations[at] as Exclude<Evaluation, 'accepted' | 'stalled'>];
  return { at, verdict: 'wrong_answer', detail };
}
