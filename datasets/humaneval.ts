import type { z } from 'zod';
import { UserError } from '../harness/errors.js';
import { readCategories } from './categories.js';
import type { LoadedDataset } from './contract.js';
import type { Defects } from './defects.js';
import { readVerified } from './files.js';
import { withDerivedExamples } from './derived-examples/index.js';
import { combinedHash } from './hash.js';
import type { Category, Language, Problem } from './problem.js';
import { parseRows } from './rows.js';
import type { Sources } from './sources.js';

/** What HumanEval-X and its descendant HumanEvalPack have in common: 164 tasks a language under the same names. */
export interface HumanEvalFamily<Row extends { task_id: string }> {
  readonly id: string;
  readonly sources: Sources;
  readonly defects: Defects;
  readonly schema: Readonly<Record<Language, z.ZodType<Row>>>;
  /** The part of a problem that the row decides. */
  toTexts(language: Language, row: Row): ProblemTexts;
}

export type ProblemTexts = Pick<
  Problem,
  | 'entryPoint'
  | 'signature'
  | 'statement'
  | 'prompt'
  | 'declaration'
  | 'canonicalBody'
  | 'buggyBody'
  | 'tests'
>;

export const HUMANEVAL_TASKS = 164;

/** Reads, verifies and maps the files of the languages asked for; for examples in Rust the ones in Python, too. */
export async function loadFamily<Row extends { task_id: string }>(
  family: HumanEvalFamily<Row>,
  languages: readonly Language[],
): Promise<LoadedDataset> {
  const read = (language: Language): Promise<Problem[]> => problemsOf(family, language);
  const byLanguage = new Map<Language, Problem[]>();
  for (const language of languages) byLanguage.set(language, await read(language));
  const rust = byLanguage.get('rust');
  if (rust !== undefined) {
    const python = byLanguage.get('python') ?? (await read('python'));
    byLanguage.set('rust', withDerivedExamples(rust, python));
  }
  const problems = [...byLanguage.values()].flat();
  const hash = combinedHash(languages.map((language) => family.sources[language].sha256));
  return { id: family.id, problems, hash };
}

async function problemsOf<Row extends { task_id: string }>(
  family: HumanEvalFamily<Row>,
  language: Language,
): Promise<Problem[]> {
  const categories = readCategories(new URL('humaneval-x/categories.json', import.meta.url));
  const { path, text } = await readVerified(family.id, family.sources[language]);
  const rows = parseRows(path, text, family.schema[language]);
  if (rows.length !== HUMANEVAL_TASKS) {
    throw new UserError(
      `${path}: ${rows.length} tasks, expected ${HUMANEVAL_TASKS}: run "perforch datasets fetch"`,
    );
  }
  return rows.map((row) => toProblem(family, language, row, categories));
}

function toProblem<Row extends { task_id: string }>(
  family: HumanEvalFamily<Row>,
  language: Language,
  row: Row,
  categories: Readonly<Record<string, readonly Category[]>>,
): Problem {
  const taskId = row.task_id;
  const number = Number(taskId.slice(taskId.indexOf('/') + 1));
  return {
    uid: `${family.id}:${taskId}`,
    dataset: family.id,
    taskId,
    number,
    language,
    ...family.toTexts(language, row),
    refinedBody: null,
    categories: categories[String(number)] ?? [],
    randomInputs: family.defects.randomInputs.has(taskId),
    defect: family.defects.defects.get(taskId) ?? null,
  };
}
