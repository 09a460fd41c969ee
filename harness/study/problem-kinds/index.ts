import { isProgramProblem, type AnyProblem } from '../../../datasets/any-problem.js';
import type { Prompts } from '../../stages/prompt.js';
import type { StudiedProblem } from './contract.js';
import { studiedFunction } from './function.js';
import { studiedProgram } from './whole-program.js';

export type { StudiedProblem } from './contract.js';

/** What a study needs to know of a problem, by the problem's kind. `prompts`: where functions are asked for in other words. */
export function studied(problem: AnyProblem, prompts?: Prompts): StudiedProblem {
  return isProgramProblem(problem) ? studiedProgram(problem) : studiedFunction(problem, prompts);
}
