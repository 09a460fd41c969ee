import { basename } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../harness/errors.js';
import { complaints, messageOf } from '../border.js';
import type { Language } from '../problem.js';
import type { ProgramTest } from '../program-problem.js';

/** What the dataset calls our languages. It has no Rust; the mini set in its schema does. */
export const NAMES: Readonly<Record<Language, 'python3' | 'java' | 'cpp' | 'golang' | 'rust'>> = {
  python: 'python3',
  java: 'java',
  cpp: 'cpp',
  go: 'golang',
  rust: 'rust',
};

const text = z.string().min(1);
/** An object of one value a language: absent, null, or an object full of nulls where there is none. */
function byLanguage<Value extends z.ZodType>(value: Value) {
  const optional = value.nullish();
  return z
    .object({ python3: optional, java: optional, cpp: optional, golang: optional, rust: optional })
    .nullish();
}

/** A record without its tests. What it has beside these fields (statistics, generators, other languages) is not read. */
export const headerSchema = z.object({
  id: text,
  title: text,
  title_slug: text,
  description_md: text,
  difficulty: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  source: z.string().regex(/^[\w.-]+$/),
  url: z.string().nullish(),
  type: z.enum(['io', 'functional']),
  time_limit_nanos: z.int().positive(),
  memory_limit_bytes: z.int().positive(),
  starter_code: byLanguage(z.string()),
  solutions: byLanguage(z.object({ code: z.string().nullish() })),
  evaluator: z.string().regex(/\bdef\s+evaluate\s*\(/, 'defines no function evaluate'),
  test_runners: byLanguage(z.string()),
});
export type RecordHeader = z.infer<typeof headerSchema>;

export const HEADER_FIELDS: readonly string[] = Object.keys(headerSchema.shape);
export const TESTS_FIELD = 'generated_tests';

const testsSchema = z.array(z.object({ input: z.string(), output: z.string() })).min(1);

/** A record's header. Throws `UserError` that begins with `place` (file and row) and names the field. */
export function parseHeader(place: string, value: unknown): RecordHeader {
  const checked = headerSchema.safeParse(value);
  if (!checked.success) throw new UserError(`${place}: ${complaints(checked.error, value)}: ${ADVICE}`);
  return checked.data;
}

/** A record's tests, which are a text of JSON in it. Throws like `parseHeader`. */
export function parseTests(place: string, value: unknown): readonly ProgramTest[] {
  if (typeof value !== 'string') {
    throw new UserError(
      `${place}: field "${TESTS_FIELD}": expected a text of JSON, found ${typeof value}: ${ADVICE}`,
    );
  }
  let tests: unknown;
  try {
    tests = JSON.parse(value);
  } catch (cause) {
    throw new UserError(`${place}: field "${TESTS_FIELD}": no JSON (${messageOf(cause)}): ${ADVICE}`, {
      cause,
    });
  }
  const checked = testsSchema.safeParse(tests);
  if (checked.success) return checked.data;
  throw new UserError(`${place}: field "${TESTS_FIELD}": ${complaints(checked.error, tests)}: ${ADVICE}`);
}

const ADVICE =
  'the file is damaged, or of another layout than is known: fetch it again (perforch datasets fetch)';

/** `test-00000-of-00002.parquet: row 7`, as errors name a record; rows are counted from 0. */
export function placeOf(path: string, row: number): string {
  return `${basename(path)}: row ${row}`;
}
