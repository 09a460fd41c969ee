import type { z } from 'zod';
import { UserError } from '../harness/errors.js';
import { complaints } from './border.js';

/**
 * The rows of a JSON Lines file, each checked by a schema.
 *
 * @throws {UserError} as `file:line: field …`, for the first row that is no JSON or does not fit.
 */
export function parseRows<Schema extends z.ZodType>(
  path: string,
  text: string,
  schema: Schema,
): z.infer<Schema>[] {
  const rows: z.infer<Schema>[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() !== '') rows.push(parseRow(`${path}:${index + 1}`, line, schema));
  }
  return rows;
}

const ADVICE = 'the file is damaged: fetch it again (perforch datasets fetch)';

function parseRow<Schema extends z.ZodType>(place: string, line: string, schema: Schema): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new UserError(`${place}: no JSON, the line begins "${line.slice(0, 40)}": ${ADVICE}`, { cause });
  }
  const checked = schema.safeParse(value);
  if (!checked.success) throw new UserError(`${place}: ${complaints(checked.error, value)}: ${ADVICE}`);
  return checked.data;
}
