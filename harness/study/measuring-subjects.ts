import { isProgramProblem, type AnyProblem } from '../../datasets/any-problem.js';
import type { ProgramProblem } from '../../datasets/program-problem.js';
import { identityOf } from '../hash.js';
import { functionSubject } from '../measure/function-subject.js';
import { measurementKey } from '../measure/identity.js';
import type { Preset } from '../measure/presets.js';
import type { MeasuringSubject } from '../measure/subject.js';
import { programRunKey } from '../programs/judge.js';
import { programSubject } from '../programs/subject.js';
import { hashesOf, noProgramTests, type TestsOfProgram } from '../programs/tests.js';
import { limitsFor, type LimitsOfStudy } from './judging-limits.js';
import type { Toolbox } from './toolbox.js';

/** What decides how programs are measured, beside the presets. */
export interface MeasuredStudy {
  readonly spec: LimitsOfStudy;
  readonly programTests?: TestsOfProgram | undefined;
}

/** A thousand repetitions of a hundred processes are no protocol for whole programs. */
export function isMeasuredBy(problem: AnyProblem, preset: Preset): boolean {
  return !isProgramProblem(problem) || preset.kind === 'paired' || preset.repetitions === 1;
}

/** How the programs of a study's problems are measured, by the kind of the problem. */
export class Subjects {
  readonly #study: MeasuredStudy;
  readonly #toolbox: Toolbox;
  readonly #tests: TestsOfProgram;
  readonly #hashOf: (problem: ProgramProblem) => Promise<string>;

  constructor(study: MeasuredStudy, toolbox: Toolbox) {
    this.#study = study;
    this.#toolbox = toolbox;
    this.#tests = study.programTests ?? noProgramTests;
    this.#hashOf = hashesOf(this.#tests);
  }

  async of(problem: AnyProblem): Promise<MeasuringSubject> {
    if (!isProgramProblem(problem)) return functionSubject(problem);
    return programSubject(problem, await this.#tests(problem), limitsFor(problem, this.#study.spec));
  }

  /** Identity of a measurement. */
  async keyOf(
    problem: AnyProblem,
    programs: { readonly source: string; readonly referenceSource: string },
    preset: Preset,
  ): Promise<string> {
    const { sandbox } = this.#toolbox;
    const limits = limitsFor(problem, this.#study.spec);
    const { source: candidate, referenceSource: reference } = programs;
    const toolchain = this.#toolbox.toolchain(problem.language);
    if (!isProgramProblem(problem)) {
      return measurementKey({
        ...{ problem, candidate, reference, preset, toolchain, limits, sandbox: sandbox.id },
      });
    }
    const tests = await this.#hashOf(problem);
    const toolchains = { program: toolchain, python: this.#toolbox.toolchain('python') };
    const described = (program: string) =>
      programRunKey({ problem, program, limits }, tests, toolchains, sandbox);
    return identityOf({ candidate: described(candidate), reference: described(reference), preset });
  }
}
