import type { z } from 'zod';
import { UserError } from '../errors.js';
import { parseYaml } from './yaml.js';

/** Parses the text of a JSON file. Throws `UserError` (`file:line: fault`) for what is none. */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const at = /at position (\d+)/.exec(message)?.[1];
    const line = at === undefined ? '' : `:${text.slice(0, Number(at)).split('\n').length}`;
    throw new UserError(`${file}${line}: not valid JSON: ${message.replace(/\s+/g, ' ')}: mend it there`, {
      cause,
    });
  }
}

/** Checks what a JSON file holds against a schema. Throws `UserError` (`file:line: field: fault`) for what does not fit. */
export function checkJson<S extends z.ZodType>(
  file: string,
  text: string,
  value: unknown,
  schema: S,
): z.output<S> {
  const found = schema.safeParse(value);
  // JSON is YAML, whose parser knows in which line a fault is, and takes much longer.
  return found.success ? found.data : parseYaml(file, text, schema);
}
