import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { UserError } from '../../errors.js';
import { parseYaml } from '../../models/yaml.js';
import { functionFile, kindOfFile, programFile, type OwnProblem } from './schema.js';

/** What a file of a user's own problem ends in; names of tasks do not. */
export const OWN_PROBLEM_ENDING = '.json';

/** Reads a problem file. Throws `UserError` that names file, line, field and value, and what to do. */
export async function readOwnProblem(path: string): Promise<OwnProblem> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`cannot read ${path}: ${reason}: name another file`, { cause });
  });
  const value = asJson(path, text);
  const { kind } = checked(path, text, value, kindOfFile);
  const problem = checked(path, text, value, kind === 'program' ? programFile : functionFile);
  if (problem.kind === 'program' && problem.tests.length + problem.examples.length === 0)
    throw new UserError(`${path}: tests: there are none, and no examples: add one, with input and output`);
  return problem;
}

function asJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const at = /at position (\d+)/.exec(message)?.[1];
    const line = at === undefined ? '' : `:${text.slice(0, Number(at)).split('\n').length}`;
    throw new UserError(`${path}${line}: not valid JSON: ${message.replace(/\s+/g, ' ')}: mend it there`, {
      cause,
    });
  }
}

function checked<S extends z.ZodType>(path: string, text: string, value: unknown, schema: S): z.output<S> {
  const found = schema.safeParse(value);
  // Says in which line a fault is, and takes much longer.
  return found.success ? found.data : parseYaml(path, text, schema);
}
