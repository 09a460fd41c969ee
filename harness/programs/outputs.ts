import type { ProgramTest } from '../../datasets/program-problem.js';
import type { StepReport } from '../sandbox/contract.js';
import type { Verdict } from '../stages/verdict.js';
import { isCalled, printedByRunner } from './calls.js';
import type { Built } from './judge.js';
import { normalised } from './normalise.js';

/** The first test of a batch that was not passed; `at` is counted from 0 within the batch. */
export interface FailedTest {
  readonly at: number;
  readonly verdict: Verdict;
  readonly detail: string;
}

/** Outputs as they are compared, up to the first that there is none of; then `failed` says why. */
export interface Outputs {
  readonly outputs: readonly string[];
  readonly failed: FailedTest | null;
}

/**
 * What these processes printed, or, where they print a function's value, what the dataset's runner prints of it. Throws
 * `SandboxFault` when the sandbox failed.
 */
export async function outputsOf(
  { request, toolchains, sandbox }: Built,
  tests: readonly ProgramTest[],
  reports: readonly StepReport[],
  signal?: AbortSignal,
): Promise<Outputs> {
  const { problem, cpus } = request;
  const texts = reports.map(({ stdout }) => stdout.toString('utf8'));
  if (!isCalled(problem)) return { outputs: texts.map(normalised), failed: null };
  const cases = texts.map((output, at) => ({ input: tests[at]?.input ?? '', output }));
  const calling = { python: toolchains.python, sandbox, cpus, signal };
  const printed = await printedByRunner(problem, cases, calling);
  const outputs: string[] = [];
  for (const [at, outcome] of printed.entries()) {
    if ('failed' in outcome) {
      const silent = texts[at]?.trim() === '';
      return { outputs, failed: { at, ...(silent ? SILENT : meaningOf(outcome.failed)) } };
    }
    outputs.push(normalised(outcome.text));
  }
  return { outputs, failed: null };
}

const SILENT: Omit<FailedTest, 'at'> = { verdict: 'wrong_answer', detail: 'printed nothing' };

function meaningOf(failed: string): Omit<FailedTest, 'at'> {
  if (failed === 'no_value') {
    const detail = "printed something else than one value of the function's type";
    return { verdict: 'wrong_answer', detail };
  }
  if (failed === 'not_printed') {
    const detail = "the dataset's runner can not print what the function returns";
    return { verdict: 'wrong_answer', detail };
  }
  return {
    verdict: 'harness_error',
    detail: `the dataset's Python runner did not print a value (${failed})`,
  };
}
