import { afterAll, describe, expect, it } from 'vitest';
import type { Language } from '../../../datasets/problem.js';
import { loadProgramDataset } from '../../../datasets/program-datasets.js';
import type { ProgramProblem } from '../../../datasets/program-problem.js';
import { judged, sandbox } from './judging.js';

const mini = await loadProgramDataset('mini-effibench');

afterAll(() => sandbox.close?.());

describe('canonical programs of the mini set', () => {
  it.each(mini.problems.map((problem) => [problem.uid, problem] as const))(
    '%s passes',
    async (_, problem) => {
      const tests = await mini.tests(problem);
      const { verdict, detail, passedTests } = await judged(problem, problem.canonical ?? '', tests);
      expect({ verdict, detail, passedTests }).toEqual({
        verdict: 'passed',
        detail: `passed ${tests.length} tests`,
        passedTests: tests.length,
      });
    },
  );
});

/** One slip in a canonical program each: what stands there, and what is put in its place. */
const SLIPS: readonly [task: string, Language, was: string, is: string][] = [
  ['lock-keeper', 'python', 'min(capacity, len(queue))', 'len(queue)'],
  ['lock-keeper', 'java', 'boat < capacity && ', ''],
  ['lock-keeper', 'rust', '"-".to_string()', 'String::new()'],
  ['mixed-tea', 'cpp', 'total += weight * price', 'total += price'],
  ['mixed-tea', 'go', '%.8f', '%.0f'],
  ['shared-stamps', 'go', 'if yours[motif]', 'if !yours[motif]'],
  ['shared-stamps', 'python', 'mine & yours', 'mine | yours'],
  ['lamp-posts', 'rust', 'begin > last', 'begin >= last'],
  ['lamp-posts', 'cpp', 'begin <= last', 'begin < last'],
  ['gentle-walk', 'java', '<= 1', '< 1'],
  ['gentle-walk', 'python', 'else 1', 'else 0'],
  ['gentle-walk', 'rust', 'length + 1 }', 'length }'],
  ['turned-blocks', 'rust', '&block[..1]', '&block[..0]'],
  ['turned-blocks', 'go', 'block[1:] + block[:1]', 'block'],
  ['turned-blocks', 'cpp', 'at + 1, end', 'at, end'],
];

describe('programs of the mini set with a slip', () => {
  it.each(SLIPS)('%s in %s: a wrong answer', async (task, language, was, is) => {
    const problem = problemOf(task, language);
    const canonical = problem.canonical ?? '';
    expect(canonical.split(was).length).toBe(2);
    const judgement = await judged(problem, canonical.replace(was, is), await mini.tests(problem));
    expect(judgement).toMatchObject({ verdict: 'wrong_answer', failedTest: judgement.passedTests });
  });
});

function problemOf(task: string, language: Language): ProgramProblem {
  const found = mini.problems.find(
    (problem) => problem.task.endsWith(`_${task}`) && problem.language === language,
  );
  if (found === undefined) throw new Error(`no ${task} in ${language}`);
  return found;
}
