import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { startScriptedServer, type ScriptedServer } from '../../../harness/models/scripted/server.js';
import { ranked } from '../serve/served.js';
import { expectPlain, jsonOf, perforch, refusal, temporaryFolder, written } from './perforch.js';

const folder = temporaryFolder();
const fenced = (code: string): string => `Here it is:\n\n\`\`\`python\n${code}\n\`\`\`\n`;
const SUM = 'print(sum(map(int, input().split())))';
/** Right for the example, wrong for the hidden test. */
const SHORT = 'a, b = map(int, input().split())\nprint(a + b if a < 10 else 0)';

const HEAD = { version: 1, title: 'Sums', description: 'Print the sum of the two numbers.' };
const SUMS = {
  ...{ ...HEAD, kind: 'program' },
  examples: [{ input: '1 2\n', output: '3\n' }],
  tests: [{ input: '20 22\n', output: '42\n' }],
};
const TOTAL = {
  ...{ ...HEAD, kind: 'function', description: 'The sum of some numbers.' },
  languages: {
    python: {
      declaration: 'from typing import List\n\n\ndef total(numbers: List[int]) -> int:',
      tests: 'def check(total):\n    assert total([39, 3]) == 42\n\ncheck(total)\n',
    },
  },
};

const IN_OTHER_LANGUAGES = {
  java: {
    declaration: 'class Solution {\n    public int twice(int n) {',
    tests:
      'public class Main {\n    public static void main(String[] args) {\n        Solution s = new Solution();\n        if (s.twice(21) != 42) throw new AssertionError();\n    }\n}\n',
    answer: 'class Solution {\n    public int twice(int n) {\n        return 2 * n;\n    }\n}',
  },
  cpp: {
    declaration: 'int twice(int n) {',
    tests: '#include <cassert>\nint main() {\n    assert(twice(21) == 42);\n}\n',
    answer: 'int twice(int n) {\n    return 2 * n;\n}',
  },
  go: {
    declaration: 'func Twice(n int) int {',
    tests: 'func TestTwice(t *testing.T) {\n\tassert.Equal(t, 42, Twice(21))\n}\n',
    answer: 'func Twice(n int) int {\n\treturn 2 * n\n}',
  },
  rust: {
    declaration: 'fn twice(n: i32) -> i32 {',
    tests:
      'mod tests {\n    use super::*;\n    #[test]\n    fn doubles() {\n        assert_eq!(twice(21), 42);\n    }\n}\n',
    answer: 'fn twice(n: i32) -> i32 {\n    2 * n\n}',
  },
} as const;

function careless(prompt: string): string {
  if (prompt.includes('without an end')) return fenced('while True:\n    pass');
  return fenced(prompt.includes('def total') ? 'def total(numbers):\n    return len(numbers)' : SHORT);
}
function librarian(prompt: string): string {
  return prompt.includes('An earlier answer') ? 'Math' : 'Arithmetic';
}
function careful(prompt: string): string {
  const other = Object.values(IN_OTHER_LANGUAGES).find(({ declaration }) =>
    prompt.includes(declaration.split('\n').at(-1) ?? ''),
  );
  if (other !== undefined) return fenced(other.answer);
  return fenced(prompt.includes('def total') ? 'def total(numbers):\n    return sum(numbers)' : SUM);
}

let server: ScriptedServer;
let given: readonly string[];

beforeAll(async () => {
  server = await startScriptedServer({ careless, careful, librarian, stubborn: () => 'Dynamic Programming' });
  const ids = ['careless', 'careful'];
  const models = [...ids, 'librarian', 'stubborn'].map((id) => ({
    ...{ id, name: id },
    source: { kind: 'openai', apiName: id, baseUrl: server.baseUrl, keyVariable: null },
  }));
  given = [
    ...['--profile', written(folder, 'profile.json', JSON.stringify(ranked(ids)))],
    ...['--models', written(folder, 'models.yaml', stringify({ models }))],
    ...['--refine', 'off'],
  ];
});
afterAll(() => server.close());

const solveArgs = (file: unknown, db: string, ...more: string[]) => [
  ...['solve', written(folder, 'own.json', JSON.stringify(file)), '--db', join(folder, db)],
  ...[...given, ...more],
];
const prompts = () => server.requests.flatMap(({ prompt }) => (prompt === null ? [] : [prompt]));

describe('perforch solve with a problem file', () => {
  it('has what fails a hidden test repaired, tells how it went, and leaves the program', async () => {
    const out = join(folder, 'sums.py');
    const args = solveArgs(SUMS, 'told.sqlite', '--language', 'python', '--out', out);
    const { code, stdout, stderr } = await perforch(args);
    expect(stderr).toMatch(/^generate careless: fails the tests: wrong_answer$/m);
    expect(stderr).toMatch(/^fix careful: passes the tests$/m);
    expect(stderr).toMatch(/^end: a program that passes$/m);
    expectPlain(stderr);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `program in ${out}\n` });
    expect(readFileSync(out, 'utf8')).toBe(`${SUM}\n`);
    expect(prompts().some((prompt) => prompt.includes('1 2'))).toBe(true);
    expect(prompts().some((prompt) => prompt.includes('20 22'))).toBe(false);
  });

  it('goes by the examples alone with --validation public', async () => {
    const args = solveArgs(SUMS, 'public.sqlite', '--language', 'python', '--validation', 'public');
    const { code, document } = await jsonOf(args);
    expect({ code, validation: document['validation'], program: document['program'] }).toEqual({
      ...{ code: 0, validation: 'passed', program: `${SHORT}\n` },
    });
  });

  it('says that nothing was validated where --validation public finds no example', async () => {
    const file = { ...SUMS, examples: [] };
    const args = solveArgs(file, 'none.sqlite', '--language', 'python', '--validation', 'public');
    const { code, document } = await jsonOf(args);
    expect({ code, validation: document['validation'] }).toEqual({ code: 3, validation: 'not_validated' });
  });

  it('asks nothing again, also with another hidden test', async () => {
    const args = (file: unknown) => solveArgs(file, 'again.sqlite', '--language', 'python');
    await jsonOf(args(SUMS));
    const asked = server.requests.length;
    const tests = [...SUMS.tests, { input: '0 0\n', output: '0\n' }];
    const { code } = await jsonOf(args({ ...SUMS, tests }));
    expect({ code, asked: server.requests.length }).toEqual({ code: 0, asked });
  });

  it('keeps to the limits of the file', async () => {
    const slow = { ...SUMS, description: 'Go on without an end.', limits: { cpu_ms: 300, wall_ms: 20_000 } };
    const { stderr } = await perforch(solveArgs(slow, 'slow.sqlite', '--language', 'python'));
    expect(stderr).toMatch(/^generate careless: fails the tests: time_limit$/m);
  });

  it('takes an evaluator for tasks with more than one right output', async () => {
    const evaluator =
      'def evaluate(expected_output, program_output):\n    return program_output in ("42", "0", "3")\n';
    const { document } = await jsonOf(
      solveArgs({ ...SUMS, evaluator }, 'lenient.sqlite', '--language', 'python'),
    );
    expect(document['program']).toBe(`${SHORT}\n`);
  });

  it('solves a function by its tests', async () => {
    const { code, document } = await jsonOf(solveArgs(TOTAL, 'function.sqlite'));
    expect({ code, by: document['by'] }).toEqual({ code: 0, by: { stage: 'fix', model: 'careful' } });
    expect(document['program']).toContain('return sum(numbers)');
  });

  it.each(Object.entries(IN_OTHER_LANGUAGES))(
    'solves a function in %s',
    async (language, { declaration, tests }) => {
      const file = { ...HEAD, kind: 'function', languages: { [language]: { declaration, tests } } };
      const { code, document, stderr } = await jsonOf(solveArgs(file, 'other.sqlite', '--max-calls', '4'));
      expect({ code, by: document['by'], stderr }).toMatchObject({ code: 0, by: { model: 'careful' } });
    },
  );

  it('asks for categories twice at most, counts it, and asks nothing again', async () => {
    const args = solveArgs(SUMS, 'asked.sqlite', '--language', 'python', '--ask-categories', 'librarian');
    const before = server.requests.length;
    const { code, document, stderr } = await jsonOf(args);
    const requests = server.requests.slice(before);
    expect(stderr).toMatch(/^categories: Math, as a model says$/m);
    expect(requests.map(({ model }) => model).slice(0, 2)).toEqual(['librarian', 'librarian']);
    expect(requests[0]?.prompt).toContain('- Number Theory\n');
    expect(requests[0]?.prompt).toContain('Print the sum of the two numbers.');
    expect(requests[0]?.prompt).not.toContain('20 22');
    expect({ code, calls: document['calls'] }).toEqual({ code: 0, calls: requests.length });
    const again = await jsonOf(args);
    expect(again.document).toEqual(document);
    expect(server.requests).toHaveLength(before + requests.length);
  });

  it('goes by its language after two answers outside of the list, and says so', async () => {
    const args = solveArgs(SUMS, 'stubborn.sqlite', '--language', 'python', '--ask-categories', 'stubborn');
    const { code, stderr } = await perforch(args);
    expect(stderr).toMatch(/^categories: none: the model that was asked named none of the list$/m);
    expect(code).toBe(0);
  });

  it('asks nobody for categories that the file has, and refuses to ask a model that nobody knows', async () => {
    const file = { ...SUMS, categories: ['Array'] };
    const by = (model: string) =>
      solveArgs(file, 'known.sqlite', '--language', 'python', '--ask-categories', model);
    const before = server.requests.length;
    expect((await perforch(by('stubborn'))).stderr).toMatch(/^categories: Array$/m);
    expect(server.requests.slice(before).map(({ model }) => model)).not.toContain('stubborn');
    const { code, stderr } = await perforch(by('nobody'));
    expect(stderr).toContain('--ask-categories nobody: can not be asked');
    expect(code).toBe(1);
  });

  it('is refused for a field that does not fit, by file, line and field', async () => {
    const args = solveArgs({ ...SUMS, tests: [{ input: 1, output: '1' }] }, 'unused.sqlite');
    expect(await refusal(args)).toMatch(/own\.json:1: tests\.0\.input: must be a text, in quotes \(got 1\)$/);
  });

  it('is refused without a language where it has none of its own', async () => {
    expect(await refusal(solveArgs(SUMS, 'unused.sqlite'))).toMatch(
      /^--language: .*give one of python, java/,
    );
  });

  it('of a data set is refused in another language than its own', async () => {
    const args = ['solve', 'mini:Python/2', '--language', 'go', '--db', join(folder, 'unused.sqlite')];
    expect(await refusal([...args, ...given])).toBe(
      '--language go: mini:Python/2 is a task in python: leave the option out',
    );
  });
});
