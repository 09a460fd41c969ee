import { z } from 'zod';
import type { Language } from '../problem.js';

const code = z.string().min(1);

/** The fields that every language has; more are allowed and ignored. */
function base(prefix: string) {
  return z.object({
    task_id: z.string().regex(new RegExp(`^${prefix}/\\d+$`)),
    prompt: code,
    declaration: code,
    canonical_solution: code,
    test: code,
    example_test: z.string(),
    /** Go's package clause and imports of the tests. */
    test_setup: z.string().optional(),
  });
}

/** The rows of a HumanEval-X file, by language. */
export const humanevalXRow = {
  python: base('Python'),
  java: base('Java'),
  cpp: base('CPP'),
  go: base('Go').extend({ test_setup: code }),
  rust: base('Rust'),
} satisfies Record<Language, z.ZodType>;

export type HumanEvalXRow = z.infer<ReturnType<typeof base>>;
