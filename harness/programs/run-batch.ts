import type { Language } from '../../datasets/problem.js';
import type { ProgramTest } from '../../datasets/program-problem.js';
import { BUILT_FOLDER, type Limits, type Step, type StepReport } from '../sandbox/contract.js';
import { verdictOf } from '../stages/judge.js';
import { limitsOfRun, WORK_BYTES } from '../stages/limits.js';
import type { Verdict } from '../stages/verdict.js';
import { evaluateOutputs, type Case, type Evaluation } from './evaluate.js';
import type { Built } from './judge.js';
import { normalised } from './normalise.js';

/** The first test of a batch that was not passed; `at` is counted from 0 within the batch. */
export interface FailedTest {
  readonly at: number;
  readonly verdict: Verdict;
  readonly detail: string;
}

export interface BatchOutcome {
  /** Of the tests that were run: all, or those up to the first whose process did not end well. */
  readonly reports: readonly StepReport[];
  readonly failed: FailedTest | null;
}

/** Runs some tests in one sandbox, each as a process that ends before the next, and has their outputs judged in another. */
export async function runBatch(
  built: Built,
  tests: readonly ProgramTest[],
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
  tests: readonly ProgramTest[],
  place: Place,
  signal?: AbortSignal,
): Promise<readonly StepReport[]> {
  const limits = limitsOfRun(request.limits);
  const ownMounts = folder === null ? [] : [{ host: folder, inside: BUILT_FOLDER }];
  const { steps } = await sandbox.run(
    {
      files: assembly.runFiles,
      mounts: [...toolchains.program.mounts, ...ownMounts],
      workBytes: WORK_BYTES,
      steps: tests.map(({ input, output }) => ({
        ...{ ...assembly.run, ...place, limits: withRoomFor(output, limits) },
        ...{ stdin: input, keptOutputBytes: outputRoom(output) },
      })),
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
  const ended = reports.map((report) => badEnd(report, built.request.problem.language));
  const bad = ended.findIndex((end) => end !== null);
  const good = bad < 0 ? reports : reports.slice(0, bad);
  const wrong = await firstWrong(built, tests, good, signal);
  const end = ended[bad] ?? null;
  return wrong ?? (end === null ? null : { at: bad, ...end });
}

/** A right output may be longer than the expected one, by line ends or digits that an evaluator doesn't mind; not twice as long. */
const SPARE_BYTES = 64 << 10;

function outputRoom(expected: string): number {
  return 2 * Buffer.byteLength(expected) + SPARE_BYTES;
}

/** Limits by which what is expected can be printed. */
function withRoomFor(expected: string, limits: Limits): Limits {
  return { ...limits, outputBytes: Math.max(limits.outputBytes, outputRoom(expected)) };
}

/** Null for a process that ended by itself, with 0, and whose whole output is there. */
function badEnd(report: StepReport, language: Language): Omit<FailedTest, 'at'> | null {
  if (report.end.kind !== 'exited' || report.end.code !== 0) return verdictOf([report], language);
  const kept = report.stdout.length;
  if (report.stdoutBytes <= kept) return null;
  const detail = `printed ${report.stdoutBytes} bytes, more than twice what is expected`;
  return { verdict: 'output_limit', detail };
}

async function firstWrong(
  { request, toolchains, sandbox }: Built,
  tests: readonly ProgramTest[],
  reports: readonly StepReport[],
  signal: AbortSignal | undefined,
): Promise<FailedTest | null> {
  const cases = reports.map((report, at): Case => ({
    expected: normalised(tests[at]?.output ?? ''),
    output: normalised(report.stdout.toString('utf8')),
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
