import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { UserError } from '../errors.js';
import { closest } from '../models/nearest.js';
import { readText } from './text.js';

const LONGEST_SHOWN_VALUE = 60;

/**
 * Reads a YAML file and checks it against a schema. Throws `UserError` (`file:line: field: fault`) for a file that cannot be
 * read, is not YAML or does not fit. Values of fields named in `hushed`, and within them, are never shown: a key may have been put there by
 * mistake.
 */
export async function readYaml<S extends z.ZodType>(
  file: string,
  schema: S,
  hushed: readonly string[] = [],
): Promise<z.output<S>> {
  return parseYaml(file, await readText(file), schema, hushed);
}

/** The same of a text that was read already; `file` is the name for messages. */
export function parseYaml<S extends z.ZodType>(
  file: string,
  text: string,
  schema: S,
  hushed: readonly string[] = [],
): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault !== undefined) {
    throw new UserError(
      `${file}:${lines.linePos(fault.pos[0]).line}: not valid YAML: ${oneLine(fault.message)}`,
    );
  }
  const value: unknown = document.toJS();
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') throw unknownField(file, document, lines, schema, issue);
  const path = issue?.path ?? [];
  const isHushed = path.some((member) => typeof member === 'string' && hushed.includes(member));
  const shown = isHushed ? '' : received(document, path);
  throw new UserError(
    `${file}:${lineOf(document, path, lines)}: ${path.join('.') || 'the file'}: ${oneLine(issue?.message ?? 'does not fit')}${shown}`,
  );
}

function unknownField(
  file: string,
  document: Document,
  lines: LineCounter,
  schema: z.ZodType,
  { path, keys: [field = ''] }: { path: PropertyKey[]; keys: string[] },
): UserError {
  const known = fieldsAt(schema, path);
  const meant = closest(field, known);
  const advice = meant === null ? `the fields here are ${known.join(', ')}` : `did you mean ${meant}?`;
  const where = [...path, field];
  return new UserError(
    `${file}:${lineOf(document, where, lines)}: ${where.join('.')}: there is no such field: ${advice}`,
  );
}

/** Names of the fields that a schema has at a path; none where it is not an object. */
function fieldsAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return fieldsAt(schema.unwrap(), path);
  const [first, ...rest] = path;
  if (schema instanceof z.ZodArray) return fieldsAt(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  if (first === undefined) return Object.keys(schema.shape);
  const member: unknown = schema.shape[String(first)];
  return member instanceof z.ZodType ? fieldsAt(member, rest) : [];
}

/** The line of the deepest node on the path that exists: a missing field is reported at its parent. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length >= 0; length--) {
    const node = keyAt(document, path.slice(0, length)) ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** The node that names a field: where its value begins on a later line, people look for the name. */
function keyAt(document: Document, path: readonly PropertyKey[]): unknown {
  const parent = document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  return parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))?.key;
}

function received(document: Document, path: readonly PropertyKey[]): string {
  const value: unknown = document.getIn(path);
  if (value === undefined || typeof value === 'object') return '';
  const text = JSON.stringify(value);
  return ` (got ${text.length > LONGEST_SHOWN_VALUE ? `${text.slice(0, LONGEST_SHOWN_VALUE)}…` : text})`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
