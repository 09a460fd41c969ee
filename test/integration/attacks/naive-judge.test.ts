import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../datasets/problem.js';
import { judgeNaively } from '../../../harness/attacks/control/naive-judge.js';
import { problemFor } from '../../../harness/attacks/problems.js';
import { languageModule } from '../../../harness/languages/index.js';
import { openSandbox } from '../../../harness/sandbox/index.js';
import { toolchainOf } from '../languages/judging.js';

const RULES = ['exit_code', 'printed', 'no_failure_printed', 'any_word', 'no_failure'] as const;
const sandbox = await openSandbox('bubblewrap');

describe.each(LANGUAGES)('%s', (language) => {
  const problem = problemFor('doubled', language);
  const program = languageModule(language).programOf(problem, problem.canonicalBody);
  const wrong = program.replace(/2 ?\*|\*= 2/, (found) => found.replace('2', '3'));

  test('a judge that trusts the exit code passes an honest program', async () => {
    const tools = { toolchain: await toolchainOf(language), sandbox };
    expect(await judgeNaively('exit_code', problem, program, tools)).toBe(true);
  });

  test.each(RULES)('a judge of the rule %s does not pass an ordinary wrong program', async (rule) => {
    const tools = { toolchain: await toolchainOf(language), sandbox };
    expect(wrong).not.toBe(program);
    expect(await judgeNaively(rule, problem, wrong, tools)).toBe(false);
  });
});
