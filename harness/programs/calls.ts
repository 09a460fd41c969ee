import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { FunctionalProblem, ProgramProblem, ProgramTest } from '../../datasets/program-problem.js';
import type { Toolchain } from '../languages/contract.js';
import { SandboxFault, type Sandbox } from '../sandbox/contract.js';
import { batchesOf } from './batches.js';
import { PYTHON_NAMES } from './languages/python.js';
import { CALLING, EVALUATOR_LIMITS } from './limits.js';
import { runScript } from './python-step.js';
import { submitted } from './submission.js';

const SCRIPT = readFileSync(new URL('calls.py', import.meta.url), 'utf8');

/** Everything beside runner and tests that decides on what is called and printed. */
export const CALLING_RULES = [SCRIPT, PYTHON_NAMES, CALLING, EVALUATOR_LIMITS] as const;

/** A functional problem whose runner is in another language than its answers. */
export type CalledProblem = FunctionalProblem & { readonly call: NonNullable<FunctionalProblem['call']> };

export function isCalled(problem: ProgramProblem): problem is CalledProblem {
  return problem.kind === 'functional' && problem.call !== undefined;
}

/** Where and by what runners are run. */
export interface Calling {
  readonly python: Toolchain;
  readonly sandbox: Sandbox;
  readonly cpus?: readonly number[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

const outcome = z.union([z.strictObject({ text: z.string() }), z.strictObject({ failed: z.string() })]);
export type CallOutcome = z.infer<typeof outcome>;

/** A test as a program is given it. */
export interface ReadyTest extends ProgramTest {
  /** What the program reads: the test's input, or the arguments of the call that a runner makes of it. */
  readonly stdin: string;
}

/** Tests that were made ready, or the first that could not be, and why. */
export type ReadyTests =
  | { readonly state: 'ready'; readonly tests: readonly ReadyTest[] }
  | { readonly state: 'failed'; readonly at: number; readonly detail: string };

/** By the list of a task's tests, which all its answers in Rust share. */
const known = new WeakMap<readonly ProgramTest[], Promise<ReadyTests>>();

/**
 * The tests with what a program is to read. For a called function that is learnt from the dataset's runner, once for the tests of a
 * task. Throws `SandboxFault` when the sandbox failed.
 */
export async function readyTests(
  problem: ProgramProblem,
  tests: readonly ProgramTest[],
  calling: Calling,
): Promise<ReadyTests> {
  if (!isCalled(problem))
    return { state: 'ready', tests: tests.map((test) => ({ ...test, stdin: test.input })) };
  const found = known.get(tests) ?? recorded(problem, tests, calling);
  known.set(tests, found);
  found.catch(() => known.delete(tests));
  return await found;
}

async function recorded(
  problem: CalledProblem,
  tests: readonly ProgramTest[],
  calling: Calling,
): Promise<ReadyTests> {
  const ready: ReadyTest[] = [];
  for (const { tests: batch } of batchesOf(tests)) {
    const outcomes = await run(
      problem,
      batch.map(({ input }) => [input]),
      calling,
    );
    for (const [at, called] of outcomes.entries()) {
      if ('failed' in called) return { state: 'failed', at: ready.length, detail: ofRunner(called.failed) };
      const test = batch[at];
      if (test !== undefined) ready.push({ ...test, stdin: called.text });
    }
  }
  return { state: 'ready', tests: ready };
}

/** What the dataset's runner prints when the function has these values; an output is what the program of `aroundCall` printed. */
export async function printedByRunner(
  problem: CalledProblem,
  cases: readonly { readonly input: string; readonly output: string }[],
  calling: Calling,
): Promise<readonly CallOutcome[]> {
  if (cases.length === 0) return [];
  return await run(
    problem,
    cases.map(({ input, output }) => [input, output]),
    calling,
  );
}

function ofRunner(failed: string): string {
  const said = { no_answer: 'takes too long', stalled: 'stalled' }[failed] ?? failed;
  return `the dataset's Python runner ${said}`;
}

async function run(
  { call, runner }: CalledProblem,
  cases: readonly (readonly string[])[],
  calling: Calling,
): Promise<readonly CallOutcome[]> {
  const code = submitted(runner, 'Solution = perforch_solution');
  const work = { names: PYTHON_NAMES, runner: code, call, ...EVALUATOR_LIMITS, cases };
  const step = await runScript({ name: 'call', path: 'calls.py', content: SCRIPT }, work, CALLING, {
    ...calling,
    keptOutputBytes: CALLING.outputBytes,
  });
  const lines = step?.stdout.toString('utf8').split('\n').slice(0, -1) ?? [];
  const outcomes = lines.map(read);
  const stopped = outcomes.at(-1);
  const whole = outcomes.length === cases.length || (stopped !== undefined && 'failed' in stopped);
  if (step?.end.kind === 'exited' && step.end.code === 0 && whole) return outcomes;
  throw new SandboxFault(`a dataset's runner was not run to its end: ${JSON.stringify(step?.end)}`);
}

function read(line: string): CallOutcome {
  try {
    return outcome.parse(JSON.parse(line));
  } catch (cause) {
    throw new SandboxFault(`what a dataset's runner did is not said: ${JSON.stringify(line.slice(0, 200))}`, {
      cause,
    });
  }
}
