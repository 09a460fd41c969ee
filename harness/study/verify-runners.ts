import { isProgramProblem, type AnyProblem } from '../../datasets/any-problem.js';
import type { NotSupported } from '../../datasets/program-problem.js';
import { isCalled, readyTests } from '../programs/calls.js';
import type { TestsOfProgram } from '../programs/tests.js';
import type { Toolbox } from './toolbox.js';

/**
 * Functional tasks whose runner, which is of another language than their answers, does not call the function as it should: every
 * answer to them would be a `harness_error`. Throws `SandboxFault` when the sandbox failed.
 */
export async function brokenRunners(
  problems: readonly AnyProblem[],
  { sandbox, toolchain }: Pick<Toolbox, 'sandbox' | 'toolchain'>,
  tests: TestsOfProgram,
  signal?: AbortSignal,
): Promise<NotSupported[]> {
  const broken: NotSupported[] = [];
  for (const problem of problems.filter(isProgramProblem).filter(isCalled)) {
    const calling = { python: toolchain('python'), sandbox, signal };
    const ready = await readyTests(problem, await tests(problem), calling);
    if (ready.state === 'ready') continue;
    const { uid, language } = problem;
    broken.push({ uid, language, reason: `${ready.detail}: every answer would be a harness_error` });
  }
  return broken;
}
