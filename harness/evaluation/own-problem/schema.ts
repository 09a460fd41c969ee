import { z } from 'zod';
import { CATEGORIES, LANGUAGES } from '../../../datasets/problem.js';
import { runLimitsSchema } from '../../stages/limits.js';

/** A text of the file; Windows line ends are none of ours. */
const anyText = z
  .string({ error: 'must be a text, in quotes' })
  .transform((text) => text.replaceAll('\r\n', '\n'));
const text = anyText.refine((value) => value.trim() !== '', 'must not be empty: write it');

const categories = z
  .array(
    z.enum(CATEGORIES, { error: `is no category: use some of ${CATEGORIES.join(', ')}, or leave them out` }),
    { error: 'must be a list' },
  )
  .min(1, 'must name one to four: name one, or leave the field out')
  .max(4, 'must name one to four: leave some out');

const common = {
  version: z.literal(1, { error: 'must be 1' }),
  title: text,
  /** The task in prose (Markdown). */
  description: text,
  categories: categories.optional(),
  /** Of one test of a program, or of all tests of a function. */
  limits: runLimitsSchema.optional(),
};

const test = z.strictObject(
  { input: anyText, output: anyText },
  { error: 'must be a test, as {"input": "1 2\\n", "output": "3\\n"}' },
);
const tests = z.array(test, { error: 'must be a list of tests' }).default([]);

/** A whole program in any language: it reads standard input, and what it prints is compared. */
export const programFile = z.strictObject({
  ...common,
  kind: z.literal('program'),
  /** Shown to models. */
  examples: tests,
  /** Hidden from them. */
  tests,
  /** Python source of `evaluate(expected_output, program_output)`; without it, lines are compared. */
  evaluator: anyText
    .refine(
      (source) => /\bdef\s+evaluate\s*\(/.test(source),
      'must define evaluate(expected_output, program_output) in Python: add it, or leave the field out',
    )
    .optional(),
});

const functionBody = z.strictObject(
  {
    /** Code up to the place where the body begins: its last line opens the function. */
    declaration: text,
    /** Hidden from models. */
    tests: text,
    /** Shown to models. */
    example_tests: text.optional(),
    /** What must stand before the tests (Go: package clause and imports). */
    test_setup: text.optional(),
  },
  { error: 'must be an object with declaration and tests' },
);
export type FunctionBody = z.output<typeof functionBody>;

/** A function that tests in its own language call. */
export const functionFile = z.strictObject({
  ...common,
  kind: z.literal('function'),
  languages: z
    .strictObject(
      Object.fromEntries(LANGUAGES.map((language) => [language, functionBody.optional()])) as Record<
        (typeof LANGUAGES)[number],
        z.ZodOptional<typeof functionBody>
      >,
      { error: `must be an object with an entry for a language (${LANGUAGES.join(', ')})` },
    )
    .refine(
      (entries) => Object.values(entries).some((entry) => entry !== undefined),
      `must have an entry for a language: add one of ${LANGUAGES.join(', ')}`,
    ),
});

/** What decides which of the two it is. */
export const kindOfFile = z.looseObject(
  { kind: z.enum(['program', 'function'], { error: 'must be "program" or "function"' }) },
  { error: 'must hold one object: see docs/own-problems.md' },
);

/** A user's own problem, as its file says it (docs/own-problems.md). */
export type OwnProblem = z.output<typeof programFile> | z.output<typeof functionFile>;
