import type { AnyProblem } from '../../datasets/any-problem.js';
import type { Language } from '../../datasets/problem.js';
import { UserError } from '../errors.js';
import type { TestsOfProgram } from '../programs/tests.js';
import { runLimitsSchema, type RunLimits } from '../stages/limits.js';
import { findAnyProblem } from '../study/compare-files.js';
import type { ValidationMode } from './evaluator.js';
import { languageToSolve, ownProblem, testsOfOwnProgram } from './own-problem/problem.js';
import { OWN_PROBLEM_ENDING, readOwnProblem } from './own-problem/read.js';

/** A problem with all that a solver takes from where it was found. */
export interface ProblemToSolve {
  readonly problem: AnyProblem;
  readonly programTests: TestsOfProgram;
  readonly limits: RunLimits;
  /** Of each test of a whole program; those of the data sets where it is left out. */
  readonly programLimits?: RunLimits | undefined;
  readonly validation: ValidationMode;
}

export interface Asked {
  /** Of a problem file; a task's name says its own. */
  readonly language: Language | undefined;
  readonly validation: ValidationMode;
}

/**
 * The task of a name like `mini:CPP/7`, or the problem in a file (`.json`). Throws `UserError` for a name that nothing has,
 * a file that does not fit, and a language that it is not in.
 */
export async function problemToSolve(named: string, asked: Asked): Promise<ProblemToSolve> {
  return named.endsWith(OWN_PROBLEM_ENDING) ? await ofFile(named, asked) : await ofDataset(named, asked);
}

async function ofDataset(uid: string, { language, validation }: Asked): Promise<ProblemToSolve> {
  const found = await findAnyProblem(uid);
  const { language: own } = found.problem;
  if (language !== undefined && language !== own)
    throw new UserError(`--language ${language}: ${uid} is a task in ${own}: leave the option out`);
  return { ...found, validation, limits: runLimitsSchema.parse({}) };
}

async function ofFile(path: string, asked: Asked): Promise<ProblemToSolve> {
  const file = await readOwnProblem(path);
  const problem = ownProblem(path, file, languageToSolve(path, file, asked.language));
  const limits = file.limits ?? runLimitsSchema.parse({});
  if (file.kind === 'function') {
    const programTests = () => Promise.reject(new Error(`${path} is no whole program`));
    return { problem, programTests, limits, validation: asked.validation };
  }
  const tests = testsOfOwnProgram(file, asked.validation);
  return {
    ...{ problem, limits, programLimits: file.limits },
    programTests: () => Promise.resolve(tests),
    // The tests of its examples are the only ones here, and so they gate the loop.
    validation: tests.length === 0 ? 'public' : 'full',
  };
}
