import type { Problem } from '../../datasets/problem.js';
import { languageModule } from '../languages/index.js';
import { BuiltProgram } from './built-program.js';
import type { MeasuringSubject } from './subject.js';

/** A function whose tests are repeated in one process. */
export function functionSubject(problem: Problem): MeasuringSubject {
  const { language } = problem;
  const module = languageModule(language);
  return {
    language,
    warmsUp: module.warmsUp ?? false,
    processesARepetition: null,
    stateKept: (program) => module.stateKept(program),
    build: (program, settings, signal) => BuiltProgram.build(problem, program, settings, signal),
  };
}
