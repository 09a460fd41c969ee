import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { z } from 'zod';
import { UserError } from '../harness/errors.js';

/** The first line of what was thrown. */
export function messageOf(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0] ?? '';
}

/** What a schema has against a value, in one line: every field with its complaint and the value it has. */
export function complaints(error: z.ZodError, value: unknown): string {
  return error.issues
    .map(
      (issue) => `field "${issue.path.join('.') || '(all)'}": ${issue.message}${received(issue.path, value)}`,
    )
    .join('; ');
}

function received(path: readonly PropertyKey[], value: unknown): string {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return '';
    found = (found as Record<PropertyKey, unknown>)[key];
  }
  if (found === undefined || (typeof found === 'object' && found !== null)) return '';
  const text = JSON.stringify(found);
  return ` (value: ${text.length > 60 ? `${text.slice(0, 60)}…` : text})`;
}

/**
 * A YAML or JSON file that comes with the package, checked by its schema.
 *
 * @throws {UserError} naming file, field and value.
 */
export function readBundled<Schema extends z.ZodType>(url: URL, schema: Schema): z.infer<Schema> {
  const path = fileURLToPath(url);
  let value: unknown;
  try {
    value = parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new UserError(`${path}: cannot be read (${messageOf(cause)}): restore the file`, { cause });
  }
  const checked = schema.safeParse(value);
  if (!checked.success) {
    throw new UserError(`${path}: ${complaints(checked.error, value)}: mend the file`);
  }
  return checked.data;
}
