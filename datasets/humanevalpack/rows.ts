import { z } from 'zod';
import { humanevalXRow } from '../humaneval-x/rows.js';
import type { Language } from '../problem.js';

const added = {
  buggy_solution: z.string().min(1),
  bug_type: z.string().min(1),
  failure_symptoms: z.string().min(1),
  entry_point: z.string().min(1),
  signature: z.string().min(1),
  docstring: z.string().min(1),
  instruction: z.string().min(1),
};

/** The rows of a HumanEvalPack file, by language: HumanEval-X's fields and more. */
export const humanevalpackRow = {
  python: humanevalXRow.python.extend(added),
  java: humanevalXRow.java.extend(added),
  cpp: humanevalXRow.cpp.extend(added),
  go: humanevalXRow.go.extend(added),
  rust: humanevalXRow.rust.extend(added),
} satisfies Record<Language, z.ZodType>;

export type HumanEvalPackRow = z.infer<(typeof humanevalpackRow)['python']>;
