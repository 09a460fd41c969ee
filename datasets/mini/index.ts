import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { UserError } from '../../harness/errors.js';
import { complaints, messageOf } from '../border.js';
import { inOrder } from '../categories.js';
import type { DatasetModule, LoadedDataset } from '../contract.js';
import { combinedHash, sha256 } from '../hash.js';
import { CATEGORIES, type Language, type Problem } from '../problem.js';
import { goDeclaration } from '../source-text.js';

const id = 'mini';
const TASK_PREFIX: Record<Language, string> = {
  python: 'Python',
  java: 'Java',
  cpp: 'CPP',
  go: 'Go',
  rust: 'Rust',
};

const text = z.string().min(1);
const taskSchema = z.strictObject({
  number: z.int().positive(),
  title: text,
  categories: z.array(z.enum(CATEGORIES)).min(1).max(4),
  docstring: text,
  /** Whether the canonical solution leaves room for a faster one. */
  refinable: z.boolean(),
});
const bodySchema = z.strictObject({
  entry_point: text,
  signature: text,
  declaration: text,
  prompt: text,
  canonical_solution: text,
  buggy_solution: text,
  bug_type: text,
  failure_symptoms: text,
  test: text,
  example_test: z.string(),
  refined_solution: text.optional(),
  import: z.string().optional(),
  test_setup: z.string().optional(),
});
type Task = z.infer<typeof taskSchema>;
type Body = z.infer<typeof bodySchema>;

/** The embedded set: small, original problems in HumanEvalPack's form, so that nothing need be fetched to try the harness. */
export const mini: DatasetModule = {
  id,
  title: 'perforch mini',
  licence: 'Apache-2.0',
  origin: 'bundled',
  sources: () => null,
  load: (languages) => loadMini(fileURLToPath(new URL('problems', import.meta.url)), languages),
};

/** Loads a folder of `NN-slug/{problem,python,java,cpp,go,rust}.yaml`. */
export async function loadMini(folder: string, languages: readonly Language[]): Promise<LoadedDataset> {
  const slugs = (await readdir(folder)).filter((name) => /^\d+-/.test(name)).sort();
  const hashes: string[] = [];
  const tasks: { slug: string; task: Task }[] = [];
  const problems: Problem[] = [];
  for (const slug of slugs) {
    const { value, hash } = await readYaml(join(folder, slug, 'problem.yaml'), taskSchema);
    if (Number(slug.slice(0, slug.indexOf('-'))) !== value.number) {
      throw new UserError(
        `${join(folder, slug, 'problem.yaml')}: field "number": ${value.number}, but the folder is ${slug}`,
      );
    }
    hashes.push(hash);
    tasks.push({ slug, task: value });
  }
  for (const language of languages) {
    for (const { slug, task } of tasks) {
      const { value, hash } = await readYaml(join(folder, slug, `${language}.yaml`), bodySchema);
      hashes.push(hash);
      problems.push(toProblem(language, task, value));
    }
  }
  return { id, problems, hash: combinedHash(hashes) };
}

async function readYaml<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<{ value: z.infer<Schema>; hash: string }> {
  let content: string;
  let value: unknown;
  try {
    content = await readFile(path, 'utf8');
    value = parse(content);
  } catch (cause) {
    throw new UserError(`${path}: cannot be read (${messageOf(cause)}): restore the file`, { cause });
  }
  const checked = schema.safeParse(value);
  if (!checked.success) throw new UserError(`${path}: ${complaints(checked.error, value)}: mend the file`);
  return { value: checked.data, hash: sha256(content) };
}

function toProblem(language: Language, task: Task, body: Body): Problem {
  const taskId = `${TASK_PREFIX[language]}/${task.number}`;
  return {
    uid: `${id}:${taskId}`,
    dataset: id,
    taskId,
    number: task.number,
    language,
    entryPoint: body.entry_point,
    signature: body.signature,
    statement: task.docstring.trim(),
    prompt: body.prompt,
    declaration: language === 'go' ? goDeclaration(body.prompt) : body.declaration,
    canonicalBody: body.canonical_solution,
    buggyBody: body.buggy_solution,
    refinedBody: body.refined_solution ?? null,
    tests: {
      kind: 'function',
      setup: body.test_setup ?? '',
      hidden: body.test,
      example: body.example_test.trim() === '' ? null : body.example_test,
    },
    categories: inOrder(task.categories),
    randomInputs: false,
    defect: null,
  };
}
