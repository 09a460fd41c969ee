import { describe, expect, it } from 'vitest';
import { humanevalXTexts } from '../../../datasets/humaneval-x/texts.js';
import type { Language } from '../../../datasets/problem.js';
import { goDeclaration, lastFunction, statementOf } from '../../../datasets/source-text.js';

const texts = (language: Language, taskId: string, row: Record<string, string>) =>
  humanevalXTexts(language, {
    task_id: taskId,
    prompt: '',
    declaration: '',
    canonical_solution: 'x',
    test: 't',
    example_test: 'None',
    ...row,
  });

describe('the entry point', () => {
  it.each<[Language, string, string, string]>([
    ['python', 'def helper(x):\n    return x\n\n\ndef add(x: int) -> int:\n', 'add', 'add(x: int) -> int'],
    [
      'java',
      'class Solution {\n    public List<Integer> sum(int[] a) {\n',
      'sum',
      'public List<Integer> sum(int[] a)',
    ],
    ['cpp', '#include<map>\nmap<string,int> tally(string s){ \n', 'tally', 'map<string,int> tally(string s)'],
    ['go', '\nfunc Add(x, y int) int {\n    ', 'Add', 'func Add(x, y int) int'],
    [
      'rust',
      "use a;\n\n    pub fn of<'a>(x: &'a str) -> &'a str{\n\n",
      'of',
      "of<'a>(x: &'a str) -> &'a str",
    ],
  ])('in %s is the function that is opened last', (language, code, name, signature) => {
    expect(lastFunction(language, code)).toMatchObject({ name, signature });
  });

  it('is absent where no function is opened', () => {
    expect(lastFunction('rust', 'use std::fmt;')).toBeNull();
    expect(() => texts('rust', 'Rust/1', { declaration: 'use a;' })).toThrow('Rust/1: field "declaration"');
  });
});

describe('the statement', () => {
  it.each<[Language, string]>([
    ['python', 'def h():\n    """ helper """\n\n\ndef f():\n    """ Adds.\n\n    Two lines.\n    """\n'],
    ['java', 'class Solution {\n    /**\n    Adds.\n    Two lines.\n     */\n    public int f() {\n'],
    ['cpp', '#include<map>\nint f(){\n    // Adds.\n    // Two lines.\n'],
    ['cpp', '/*\nAdds.\nTwo lines.\n*/\nint f(){\n'],
    ['go', '// helper\nfunc H() {\n}\n// Adds.\n// \n// Two lines.\nfunc F() int {\n'],
    ['rust', '/*\n"\n    Adds.\n\n    Two lines.\n*/\n'],
  ])('in %s is the comment next to the function, tidied', (language, prompt) => {
    expect(statementOf(language, prompt)).toBe('Adds.\nTwo lines.');
  });
});

describe('the declaration', () => {
  it('has Go imports and helpers with their comments, without the statement', () => {
    const head = 'import (\n    "math"\n)\n\n// of the helper\nfunc H() {\n}\n';
    expect(goDeclaration(`${head}// Adds.\n// Two lines.\nfunc F() int {\n`)).toBe(`${head}func F() int {\n`);
  });

  it('ends where the body begins', () => {
    expect(
      texts('cpp', 'CPP/38', { declaration: 'int f(){ \n   int l;\n   for (;;)\n   {\n' }).declaration,
    ).toBe('int f(){ \n');
    expect(texts('python', 'Python/142', { declaration: 'def f(a):\n    "\n' }).declaration).toBe(
      'def f(a):\n',
    );
    expect(texts('python', 'Python/115', { declaration: 'def f(a):\n    import math\n' }).declaration).toBe(
      'def f(a):\n    import math\n',
    );
  });

  it('is cut anew where HumanEval-X closes a helper in the body', () => {
    const mended = texts('rust', 'Rust/32', {
      prompt: '\n/*\n Adds.\n*/\n',
      declaration: 'use a;\n\nfn poly() {\n\n',
      canonical_solution: '\n    1\n}\n    fn find_zero() {\n    2\n}\n',
    });
    expect(mended.declaration).toBe('use a;\n\nfn poly() {\n    1\n}\n    fn find_zero() {\n');
    expect(mended.canonicalBody).toBe('    2\n}\n');
    expect(mended.prompt).toBe('use a;\n\nfn poly() {\n    1\n}\n/*\n Adds.\n*/\n    fn find_zero() {\n');
    expect(mended.entryPoint).toBe('find_zero');
  });

  it('takes in a helper that HumanEval-X has behind the body', () => {
    const mended = texts('rust', 'Rust/38', {
      declaration: 'use a;\n\nfn decode_cyclic() {\n',
      canonical_solution: '    1\n}\n\npub fn encode_cyclic() {\n    2\n}\n\n',
    });
    expect(mended.declaration).toBe('use a;\n\npub fn encode_cyclic() {\n    2\n}\n\nfn decode_cyclic() {\n');
    expect(mended.canonicalBody).toBe('    1\n}\n\n');
    expect(() => texts('rust', 'Rust/38', { declaration: 'fn decode_cyclic() {\n' })).toThrow(
      /no function encode_cyclic/,
    );
  });
});
