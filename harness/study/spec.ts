import { readFile } from 'node:fs/promises';
import { isAbsolute, join, dirname } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { LANGUAGES } from '../../datasets/problem.js';
import { UserError } from '../errors.js';
import { identityOf } from '../hash.js';
import { runLimitsSchema } from '../stages/limits.js';
import { STAGES } from './results.js';

const weight = z.number().min(0);
const weights = z
  .strictObject({
    correctness: weight.default(0.5),
    execution_time: weight.default(0.2),
    mean_memory: weight.default(0.1),
    max_memory: weight.default(0.1),
    cpu_efficiency: weight.default(0.1),
  })
  .refine(
    (values) => Object.values(values).some((value) => value > 0),
    'at least one weight must be above 0',
  );

const unique = (values: readonly string[]): boolean => new Set(values).size === values.length;
const listOf = <T extends string>(values: readonly [T, ...T[]]) =>
  z.array(z.enum(values)).min(1).refine(unique, 'has an entry twice');

/** A study file: what to sweep. Field names are the file's own, in snake case. */
export const studySchema = z.strictObject({
  version: z.literal(1),
  name: z.string().regex(/^[\w.-]+$/, 'letters, digits, dot, dash and underscore only'),
  datasets: z.array(z.string()).min(1).refine(unique, 'has an entry twice'),
  languages: listOf(LANGUAGES).default([...LANGUAGES]),
  stages: listOf(STAGES).default([...STAGES]),
  /** Ids of the registry or of `model_files`; `imported`: all models whose answers were imported into the database. */
  models: z.union([z.literal('imported'), z.array(z.string()).min(1).refine(unique, 'has an entry twice')]),
  model_files: z.array(z.string()).default([]),
  /** Only these task numbers; all where it is left out. */
  problems: z.array(z.int().min(0)).min(1).optional(),
  /** Answers a cell, numbered from 1. */
  samples: z.int().min(1).max(1000).default(1),
  /** Sent with every question; a model's own parameters go before them. */
  parameters: z
    .record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
    .default({ temperature: 0, max_tokens: 4096 }),
  limits: runLimitsSchema.default(runLimitsSchema.parse({})),
  weights: weights.default(weights.parse({})),
  seed: z.int().min(0).default(1),
});
export type StudySpec = z.infer<typeof studySchema>;

/** Identity of a study: the hash of everything in it. */
export function studyHash(spec: StudySpec): string {
  return identityOf(spec);
}

/** Reads a study file. Throws `UserError` that names the file, the field and what is expected. */
export async function readStudy(path: string): Promise<StudySpec> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new UserError(`cannot read the study file ${path}: does it exist?`, { cause: error });
  }
  const spec = parseStudy(text, path);
  const resolved = spec.model_files.map((file) => (isAbsolute(file) ? file : join(dirname(path), file)));
  return { ...spec, model_files: resolved };
}

export function parseStudy(text: string, path: string): StudySpec {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    const line = error instanceof YAMLParseError ? `:${error.linePos?.[0].line ?? '?'}` : '';
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new UserError(`${path}${line}: not valid YAML: ${reason}`, { cause: error });
  }
  const result = studySchema.safeParse(content);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const place = issue.path.length === 0 ? 'the file' : issue.path.join('.');
    return `${place}: ${issue.message}`;
  });
  throw new UserError(`${path}: ${problems.join('; ')}`);
}
