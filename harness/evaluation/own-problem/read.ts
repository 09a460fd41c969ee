import { UserError } from '../../errors.js';
import { checkJson, parseJson } from '../../user-files/json.js';
import { readText } from '../../user-files/text.js';
import { functionFile, kindOfFile, programFile, type OwnProblem } from './schema.js';

/** What a file of a user's own problem ends in; names of tasks do not. */
export const OWN_PROBLEM_ENDING = '.json';

/** Reads a problem file. Throws `UserError` that names file, line, field and value, and what to do. */
export async function readOwnProblem(path: string): Promise<OwnProblem> {
  const text = await readText(path);
  const value = parseJson(path, text);
  const { kind } = checkJson(path, text, value, kindOfFile);
  const problem = checkJson(path, text, value, kind === 'program' ? programFile : functionFile);
  if (problem.kind === 'program' && problem.tests.length + problem.examples.length === 0)
    throw new UserError(`${path}: tests: there are none, and no examples: add one, with input and output`);
  return problem;
}
