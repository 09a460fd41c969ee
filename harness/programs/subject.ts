import type { ProgramProblem, ProgramTest } from '../../datasets/program-problem.js';
import type { MeasuringSubject } from '../measure/subject.js';
import { verdictOf } from '../stages/judge.js';
import type { RunLimits } from '../stages/limits.js';
import { BuiltTests } from './built-tests.js';
import { buildOnce } from './judge.js';

/** A whole program, measured over all of its tests. `limits` are of each test. */
export function programSubject(
  problem: ProgramProblem,
  tests: readonly ProgramTest[],
  limits: RunLimits,
): MeasuringSubject {
  const { language } = problem;
  return {
    language,
    // Every test is a process of its own: nothing gets warm, and nothing is kept from one to the next.
    warmsUp: false,
    processesARepetition: tests.length,
    stateKept: () => [],
    async build(program, { sandbox, toolchain, cpus }, signal) {
      const toolchains = { program: toolchain(language), python: toolchain('python') };
      const { built, steps } = await buildOnce(
        { problem, program, limits, cpus },
        toolchains,
        sandbox,
        signal,
      );
      if (built === null) return { state: 'failed', detail: verdictOf(steps, language).detail };
      return { state: 'built', program: new BuiltTests(built, tests) };
    },
  };
}
