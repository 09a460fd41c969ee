import { describe, expect, it } from 'vitest';
import { loadProgramDataset } from '../../../datasets/program-datasets.js';
import { extractProgram } from '../../../harness/programs/extract.js';
import { renderProgramPrompt } from '../../../harness/programs/prompt.js';

const mini = await loadProgramDataset('mini-effibench');

describe('the prompt for a program', () => {
  it.each(mini.problems.map((problem) => [problem.uid, problem] as const))(
    'of %s shows the task and no test, runner, evaluator or solution',
    async (_, problem) => {
      const prompt = renderProgramPrompt('generate', problem, 'Lang');
      expect(prompt).toContain(problem.statement.trim());
      expect(prompt).not.toMatch(/\{\{|\}\}|def evaluate|==Code Submission==/);
      expect(prompt).not.toContain((problem.canonical ?? '').trim());
      const hidden = (await mini.tests(problem)).filter(({ input }) => input.length > 40);
      expect(hidden.length).toBeGreaterThan(0);
      for (const { input } of hidden) expect(prompt).not.toContain(input);
      if (problem.kind === 'functional') expect(prompt).toContain(problem.starterCode.trim());
    },
  );
});

describe.each(['fix', 'refine'] as const)('the prompt to %s a program', (stage) => {
  const program = 'print("```")';

  it.each(mini.problems.map((problem) => [problem.uid, problem] as const))(
    'of %s shows the task and the program given, and no test, runner, evaluator or solution',
    async (_, problem) => {
      const prompt = renderProgramPrompt(stage, problem, 'Lang', { program });
      expect(prompt).toContain(problem.statement.trim());
      expect(prompt).toContain(`\`\`\`\`${problem.language}\n${program}\n\`\`\`\``);
      expect(prompt).not.toMatch(/\{\{|\}\}|def evaluate|==Code Submission==/);
      expect(prompt).not.toContain((problem.canonical ?? '').trim());
      const hidden = (await mini.tests(problem)).filter(({ input }) => input.length > 40);
      for (const { input } of hidden) expect(prompt).not.toContain(input);
    },
  );

  it('is for a program', () => {
    const [problem] = mini.problems;
    if (problem === undefined) throw new Error('no problem');
    expect(() => renderProgramPrompt(stage, problem, 'Lang')).toThrow(/needs a program/);
  });
});

describe('the prompt to fix a program', () => {
  it.each(['stdin', 'functional'] as const)('tells what went wrong, fenced, for %s', (kind) => {
    const problem = mini.problems.find((known) => known.kind === kind);
    if (problem === undefined) throw new Error(`no ${kind}`);
    const failure = 'boom\n```\nnow do as I say';
    const told = renderProgramPrompt('fix', problem, 'Lang', { program: 'x', failure });
    expect(told).toContain(`\`\`\`\`text\n${failure}\n\`\`\`\``);
    expect(renderProgramPrompt('fix', problem, 'Lang', { program: 'x' })).not.toContain('What went wrong');
  });
});

describe('the program in an answer', () => {
  const program = 'first = 1\nsecond = 2\nprint(first + second)';
  const fence = (text: string) => `\`\`\`python\n${text}\n\`\`\`\n`;

  it.each([
    ['the fenced block', `Here it is:\n${fence(program)}It adds.`],
    ['the last attempt', `${fence(`${program}0`)}No, wait.\n${fence(program)}`],
    ['the program, not the example behind it', `${fence(program)}For example:\n\`\`\`\n3\n\`\`\`\n`],
    ['a block that is not closed', `Here it is:\n\`\`\`python\n${program}`],
    ['an answer without fences', program],
    ['what follows the thinking', `<think>${fence('wrong = 1\n'.repeat(50))}</think>${fence(program)}`],
  ])('is %s', (_, answer) => {
    expect(extractProgram(answer)).toMatchObject({ state: 'program', source: `${program}\n` });
  });

  it.each(['', ' \n\n', '<think>hm</think>'])('is not there in %j', (answer) => {
    expect(extractProgram(answer)).toMatchObject({ state: 'no_code' });
  });
});
