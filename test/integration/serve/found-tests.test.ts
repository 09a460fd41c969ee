import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../../../datasets/index.js';
import { LANGUAGES, type Language, type Problem } from '../../../datasets/problem.js';
import { languageModule } from '../../../harness/languages/index.js';
import { findTests } from '../../../harness/serve/found/find.js';
import { chatProgram, problemOf } from '../../../harness/serve/problem.js';
import { judge } from '../../../harness/stages/judge.js';
import { runLimitsSchema } from '../../../harness/stages/limits.js';
import { fencedBlock } from '../../../harness/stages/template.js';
import { openToolbox, type Toolbox } from '../../../harness/study/toolbox.js';

/** Tasks whose wrong programs fail the tests that the task shows, too. */
const TASKS = [1, 2, 7];
let toolbox: Toolbox;
let problems: readonly Problem[];

beforeAll(async () => {
  toolbox = await openToolbox(LANGUAGES);
  problems = (await loadDataset('mini')).problems.filter(({ number }) => TASKS.includes(number));
});
afterAll(() => toolbox.close());

/** What the tests that a request brings say of a body, answered in a fenced block. */
async function verdictOf(problem: Problem, body: string, request: string): Promise<string> {
  const { language } = problem;
  const messages = [{ role: 'user', text: request }] as const;
  const tests = findTests(messages, language);
  if (tests === null) return 'no tests';
  expect(tests.entryPoint).toBe(problem.entryPoint);
  const chat = problemOf(messages, language, tests);
  const program = languageModule(language).programOf(problem, body);
  const extraction = chatProgram(chat, `Here it is:\n\n${fencedBlock(language, program)}`);
  if (extraction.state === 'no_code') return 'no code';
  const limits = runLimitsSchema.parse({});
  const asked = { problem: chat, program: extraction.source, tests: 'example', limits } as const;
  return (await judge(asked, toolbox.toolchain(language), toolbox.sandbox)).verdict;
}

/** Does nothing that is asked for, and compiles. */
const NOTHING: Readonly<Record<Language, string>> = {
  python: '    return None\n',
  java: '        throw new RuntimeException();\n    }\n}\n',
  cpp: '    throw 1;\n}\n',
  go: '\tpanic("nothing")\n}\n',
  rust: '    panic!("nothing")\n}\n',
};

describe.each(LANGUAGES)('in %s', (language) => {
  it('the tests that a task shows tell right from wrong when a request brings them', async () => {
    for (const problem of problems.filter((one) => one.language === language)) {
      const request = `Complete this:\n${fencedBlock(language, problem.prompt)}\nIt must pass:\n${fencedBlock(language, problem.tests.example ?? '')}`;
      expect(await verdictOf(problem, problem.canonicalBody, request), problem.uid).toBe('passed');
      const wrong = await verdictOf(problem, NOTHING[language], request);
      expect(['wrong_answer', 'runtime_error'], problem.uid).toContain(wrong);
    }
  });

  it('the examples of its prompt are never too strict', async () => {
    for (const problem of problems.filter((one) => one.language === language)) {
      const verdict = await verdictOf(problem, problem.canonicalBody, problem.prompt);
      expect(['passed', 'no tests'], problem.uid).toContain(verdict);
    }
  });
});
