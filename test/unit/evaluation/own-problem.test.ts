import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { isProgramProblem } from '../../../datasets/any-problem.js';
import type { Language } from '../../../datasets/problem.js';
import {
  languageToSolve,
  ownProblem,
  testsOfOwnProgram,
} from '../../../harness/evaluation/own-problem/problem.js';
import { readOwnProblem } from '../../../harness/evaluation/own-problem/read.js';
import { languageModule } from '../../../harness/languages/index.js';
import { studied } from '../../../harness/study/problem-kinds/index.js';

const folder = mkdtempSync(join(tmpdir(), 'perforch-own-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
function written(value: unknown): string {
  const path = join(folder, `problem-${++files}.json`);
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  return path;
}
const read = (value: unknown) => readOwnProblem(written(value));

const HEAD = { version: 1, title: 'Sums', description: 'Add the numbers.' };
const PROGRAM = {
  ...{ ...HEAD, kind: 'program' },
  examples: [{ input: '1 2\n', output: '3\n' }],
  tests: [{ input: '20 22\n', output: '42\n' }],
};
const FUNCTION = {
  ...{ ...HEAD, kind: 'function' },
  languages: {
    python: {
      declaration: 'from typing import List\n\n\ndef total(numbers: List[int]) -> int:\n',
      tests: 'assert total([1, 2]) == 3\nassert total([39, 3]) == 42\n',
      example_tests: 'assert total([1, 2]) == 3\n',
    },
    go: { declaration: 'func Total(numbers []int) int {', tests: 'func TestTotal(t *testing.T) {}\n' },
  },
};

async function promptOf(value: unknown, language: Language): Promise<string> {
  return studied(ownProblem('p.json', await read(value), language)).renderPrompt('generate', null);
}

describe('a problem file', () => {
  test.each([
    ['two lists of tests', PROGRAM],
    ['examples alone', { ...PROGRAM, tests: undefined }],
    ['a function', FUNCTION],
    ['limits and categories', { ...PROGRAM, limits: { cpu_ms: 2000 }, categories: ['Math', 'Array'] }],
  ])('is taken with %s', async (_, value) => {
    await expect(read(value)).resolves.toMatchObject({ title: 'Sums' });
  });

  test.each<[string, unknown, RegExp]>([
    [
      'what is no JSON',
      '{\n  "version": 1,\n  "title": oops\n}',
      /: not valid JSON: .*oops.*: mend it there$/,
    ],
    ['what ends too early', '{\n  "version": 1,\n', /:3: not valid JSON: /],
    ['what is no object', [PROGRAM], /:1: the file: must hold one object: see docs\/own-problems\.md/],
    ['another kind', { ...PROGRAM, kind: 'io' }, /:\d+: kind: must be "program" or "function" \(got "io"\)/],
    [
      'a field that it does not have',
      { ...PROGRAM, test: [] },
      /: test: there is no such field: did you mean tests\?/,
    ],
    ['a missing title', { ...PROGRAM, title: undefined }, /: title: must be a text/],
    ['an empty description', { ...PROGRAM, description: ' ' }, /: description: must not be empty: write it/],
    [
      'a test that is a number',
      { ...PROGRAM, tests: [{ input: '1', output: 3 }] },
      /: tests\.0\.output: must be a text, in quotes \(got 3\)/,
    ],
    ['no test at all', { ...HEAD, kind: 'program' }, /: tests: there are none, and no examples: add one/],
    [
      'a category of another vocabulary',
      { ...PROGRAM, categories: ['Graphs'] },
      /: categories\.0: is no category: use some of Array, .* \(got "Graphs"\)/,
    ],
    ['an evaluator that is none', { ...PROGRAM, evaluator: 'pass' }, /: evaluator: must define evaluate\(/],
    [
      'a function in no language',
      { ...FUNCTION, languages: {} },
      /: languages: must have an entry for a language: add one of python, java/,
    ],
    [
      'a field of a language that it does not have',
      { ...FUNCTION, languages: { python: { ...FUNCTION.languages.python, test: '' } } },
      /: languages\.python\.test: there is no such field: did you mean tests\?/,
    ],
    ['a version that is not known', { ...PROGRAM, version: 2 }, /: version: must be 1 \(got 2\)/],
  ])('is refused for %s', async (_, value, message) => {
    const path = written(value);
    const refusal = await readOwnProblem(path).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ name: 'UserError' });
    expect((refusal as Error).message.startsWith(path)).toBe(true);
    expect((refusal as Error).message).toMatch(message);
  });

  it('that is not there is named', async () => {
    await expect(readOwnProblem('nowhere.json')).rejects.toThrow(
      /cannot read nowhere\.json: .*: name another/,
    );
  });
});

describe('the language', () => {
  it('of a program has to be given', async () => {
    const file = await read(PROGRAM);
    expect(() => languageToSolve('p.json', file, undefined)).toThrow(
      /^--language: p\.json .* give one of python,/,
    );
    expect(languageToSolve('p.json', file, 'rust')).toBe('rust');
  });

  it('of a function is one that the file has', async () => {
    const file = await read(FUNCTION);
    expect(() => languageToSolve('p.json', file, 'rust')).toThrow(
      '--language rust: p.json has languages.python, languages.go only',
    );
    expect(languageToSolve('p.json', file, 'go')).toBe('go');
  });

  it('of a function in one language needs not be given', async () => {
    const { python } = FUNCTION.languages;
    expect(languageToSolve('p.json', await read({ ...FUNCTION, languages: { python } }), undefined)).toBe(
      'python',
    );
  });
});

describe('what a model is shown', () => {
  it('of a program is the text with the examples, and no test', async () => {
    const prompt = await promptOf(PROGRAM, 'rust');
    expect(prompt).toContain('Sums\n\nAdd the numbers.');
    expect(prompt).toContain('1 2');
    expect(prompt).toContain('Rust');
    expect(prompt).not.toMatch(/42|20 22/);
  });

  it('of a function is the text before its opening and the example tests, and no other test', async () => {
    const prompt = await promptOf(FUNCTION, 'python');
    expect(prompt).toContain('# Add the numbers.\ndef total(numbers: List[int]) -> int:');
    expect(prompt).toContain('assert total([1, 2]) == 3');
    expect(prompt).not.toContain('42');
  });
});

describe('a function', () => {
  it.each(['def total(numbers):\n    return 0', 'numbers = []', 'def total(\n    numbers,\n):'])(
    'is refused where its declaration ends otherwise than by opening it: %j',
    async (declaration) => {
      const python = { ...FUNCTION.languages.python, declaration };
      const file = await read({ ...FUNCTION, languages: { python } });
      expect(() => ownProblem('p.json', file, 'python')).toThrow(
        /^p\.json: languages\.python\.declaration: must end with the one line that opens the function \(got /,
      );
    },
  );

  it('in Java is refused with tests that call it without a name, which no program could pass', async () => {
    const java = {
      declaration: 'class Solution {\n    public int one() {',
      tests: 'if (new Solution().one() != 1) throw new AssertionError();',
    };
    const file = await read({ ...FUNCTION, languages: { java } });
    expect(() => ownProblem('p.json', file, 'java')).toThrow(
      /languages\.java\.tests: call the method by a name/,
    );
  });

  it('in Go is refused with a package clause', async () => {
    const go = { ...FUNCTION.languages.go, declaration: 'package main\n\nfunc Total(numbers []int) int {' };
    const file = await read({ ...FUNCTION, languages: { go } });
    expect(() => ownProblem('p.json', file, 'go')).toThrow(/leave the package clause out/);
  });

  it.each<[Language, string, string]>([
    ['java', 'class Solution {\n    public int one() {', '        return 1;\n    }\n}\n'],
    ['cpp', '#include <vector>\nint one() {', '    return 1;\n}\n'],
    ['go', 'func One() int {', '    return 1\n}\n'],
    ['rust', 'fn one() -> i32 {', '    1\n}\n'],
    ['python', 'def one() -> int:', '    return 1\n'],
  ])('in %s is found in an answer that keeps its declaration', async (language, declaration, rest) => {
    const languages = { [language]: { declaration, tests: 'none' } };
    const problem = ownProblem('p.json', await read({ ...FUNCTION, languages }), language);
    const fence = languageModule(language).fences[0] ?? '';
    const found = studied(problem).extract(`\`\`\`${fence}\n${declaration}\n${rest}\`\`\`\n`);
    expect(found).toMatchObject({ state: 'program' });
    expect(isProgramProblem(problem) ? '' : problem.entryPoint).toMatch(/^[oO]ne$/);
  });
});

describe('the name of a problem', () => {
  const uidOf = async (value: unknown, language: Language = 'python') =>
    ownProblem('p.json', await read(value), language).uid;

  it('stays with other hidden tests and categories of a program, so that its answers are found again', async () => {
    const other = { ...PROGRAM, tests: [], categories: ['Math'] };
    expect(await uidOf(other)).toBe(await uidOf(PROGRAM));
  });

  it('is another one with another text, language or evaluator', async () => {
    const evaluator = 'def evaluate(a, b):\n    return True\n';
    const uids = [
      await uidOf(PROGRAM),
      await uidOf({ ...PROGRAM, description: 'Subtract them.' }),
      await uidOf({ ...PROGRAM, evaluator }),
      await uidOf(PROGRAM, 'go'),
      await uidOf(FUNCTION),
    ];
    expect(new Set(uids).size).toBe(uids.length);
  });
});

test('the tests that decide are all of them, or the examples alone', async () => {
  const file = await read(PROGRAM);
  if (file.kind !== 'program') throw new Error('no program');
  expect(testsOfOwnProgram(file, 'full')).toEqual([...PROGRAM.examples, ...PROGRAM.tests]);
  expect(testsOfOwnProgram(file, 'public')).toEqual(PROGRAM.examples);
});

test('the examples of the documentation are problem files', async () => {
  const page = readFileSync('docs/own-problems.md', 'utf8');
  const blocks = [...page.matchAll(/^```json\n([^]*?)^```$/gm)].map(([, json = '']) => json);
  expect(blocks).toHaveLength(2);
  for (const block of blocks) {
    const file = await read(block);
    ownProblem('p.json', file, languageToSolve('p.json', file, 'python'));
  }
});
