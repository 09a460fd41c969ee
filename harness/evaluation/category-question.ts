import { readFileSync } from 'node:fs';
import type { AnyProblem } from '../../datasets/any-problem.js';
import type { Problem } from '../../datasets/problem.js';
import { identityOf, sha256 } from '../hash.js';
import type { Prompts } from '../stages/prompt.js';
import { fencedBlock, fillTemplate } from '../stages/template.js';

const TEMPLATE = readFileSync(new URL('prompts/categories.md', import.meta.url), 'utf8');

/** The whole question stands in the problem that it is stored as. */
export const CATEGORY_PROMPTS: Prompts = {
  render: (_, { prompt }) => prompt,
  hash: () => sha256('category question 1'),
};

/**
 * The question after the categories of a task, as a problem of its own: so its answer is stored and paid for like any other,
 * and no study has it among its cells. Shows the task in prose, and no test.
 */
export function categoryQuestion(
  { statement, language }: AnyProblem,
  vocabulary: readonly string[],
  attempt: number,
): Problem {
  const prompt = fillTemplate('categories', TEMPLATE, {
    categories: vocabulary.map((category) => `- ${category}`).join('\n'),
    task: fencedBlock('text', statement),
    again: attempt > 1 ? '' : null,
  }).trimEnd();
  const content = {
    ...{
      dataset: 'categories',
      number: 0,
      language,
      entryPoint: '',
      signature: '',
      statement: prompt,
      prompt,
    },
    ...{ declaration: '', canonicalBody: '', buggyBody: null, refinedBody: null },
    tests: { kind: 'function', setup: '', hidden: '', example: null },
    ...{ categories: [], randomInputs: false, defect: null },
  } as const;
  const taskId = identityOf(content).slice(0, 32);
  return { uid: `categories:${taskId}`, taskId, ...content };
}
