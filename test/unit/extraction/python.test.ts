import { describe, expect, test } from 'vitest';
import { count, programIn, sampleOf, withDeclaration } from './samples.js';

const sample = sampleOf('python');
const program = (answer: string): string => programIn(sample.extract(sample.problem, answer));
const helped = withDeclaration(
  sample,
  'decode',
  'import string\n\n\ndef encode(text: str):\n    """ Moves letters. """\n    return text[::-1]\n\n\ndef decode(text: str):\n',
);

describe('a Python answer', () => {
  test('whose body has lost all its indentation is indented', () => {
    const bare = sample.body.replace(/^ {4}/gm, '');
    expect(program(bare)).toContain(
      '\n    total = 0\n    for number in numbers:\n        if number > limit:\n',
    );
  });

  test('whose first line alone has lost its indentation keeps the others', () => {
    expect(program(sample.body.trimStart())).toContain(':\n    total = 0\n    for number');
  });

  test('that defines the function once more inside the body is moved to the left', () => {
    const nested = sample.whole.replace(/^(?=.)/gm, '    ');
    expect(program(`${nested}\n    print(sum_above([1], 0))\n`)).toBe(program(sample.whole));
  });

  test('whose nested function only has the same name stays a body', () => {
    const answer =
      '    def sum_above(rest):\n        return sum(rest)\n    return sum_above(n for n in numbers if n > limit)\n';
    expect(program(answer)).toContain(`limit: int) -> int:\n${answer}`);
  });

  test('keeps helpers that the function needs, wherever they stand, and no others', () => {
    const answer = `${sample.strayHelper}\nLIMIT = 3\n\ndef sum_above(numbers, limit):\n    return add(n for n in numbers if n > max(limit, LIMIT))\n\n@cached\ndef add(numbers):\n    return sum(numbers)\n\ndef cached(f):\n    return f\n`;
    const source = program(answer);
    expect(source).toMatch(/LIMIT = 3[^]*def sum_above[^]*@cached\ndef add[^]*def cached/);
    expect(source).not.toContain('unrelated');
  });

  test('does not take a variable of a script for one of the function', () => {
    expect(program(`${sample.whole}\ntotal = int(input())\nnumbers = [total]\n`)).not.toContain('input');
  });

  test('needs nothing for what a docstring mentions', () => {
    const answer = `${sample.body}\nabove = [1]\nsumming = decode("x")\n`;
    const declaration = helped.declaration.replace('Moves letters.', 'Above all summing.');
    const source = programIn(sample.extract({ ...helped, declaration }, answer));
    expect(source).not.toMatch(/^summing|^above/m);
  });

  test('keeps imports before the function and those that it uses', () => {
    const source = program(
      `import os.path as path, re\nfrom math import (\n    sqrt,\n    floor,\n)\n${sample.whole}\nimport pytest\n`,
    );
    expect(source).toContain(
      'import os.path as path, re\nfrom math import (\n    sqrt,\n    floor,\n)\nfrom typing',
    );
    expect(source).not.toContain('pytest');
  });

  test('keeps what moves the limit of recursion, and puts __future__ first', () => {
    const source = program(
      `import sys\nfrom __future__ import annotations\nsys.setrecursionlimit(9999)\n${sample.whole}`,
    );
    expect(source).toMatch(/^from __future__/);
    expect(source).toContain('sys.setrecursionlimit(9999)');
  });

  test('does not end at a bracket, quote or dedent inside a string', () => {
    const answer =
      'def sum_above(numbers, limit):\n    text = """\nnot code: (\n"""\n    other = "}" \'"\'  # (\n    return len(\n text) + len(other)\n\nprint(1)\n';
    expect(program(answer)).toContain(answer.split('\n\nprint')[0]);
    expect(program(answer)).not.toContain('print');
  });

  test("has the declaration's helper unless it defines it itself", () => {
    const without = programIn(sample.extract(helped, 'def decode(text):\n    return encode(text)\n'));
    expect(count(without, 'def encode')).toBe(1);
    expect(without).toContain('import string');
    const own = programIn(
      sample.extract(helped, 'def encode(text):\n    return text\n\ndef decode(text):\n    return text\n'),
    );
    expect(count(own, 'def encode')).toBe(1);
    expect(own).not.toContain('[::-1]');
  });

  test('takes the first complete definition, not what is called a correction', () => {
    const answer = `\`\`\`python\n${sample.whole}\`\`\`\nCorrected:\n\`\`\`python\n${sample.whole.replace(sample.mark, sample.wrong)}\`\`\``;
    expect(program(answer)).toContain(sample.mark);
  });

  test('fits a declaration with a stray quote behind its header', () => {
    const problem = withDeclaration(sample, 'sum_above', 'def sum_above(numbers, limit):\n    "\n');
    expect(programIn(sample.extract(problem, sample.body))).toBe(
      `def sum_above(numbers, limit):\n${sample.body}`,
    );
  });

  test.each([
    ["blanks at a line's end within a string", 'return """a  \n\tb \n"""'],
    ['a blank behind a backslash, which Python refuses', 'return 1 + \\ \n        2'],
  ])('keeps %s', (_what, statement) => {
    const source = `def sum_above(numbers: List[int], limit: int) -> int:\n    ${statement}`;
    expect(program(`\`\`\`python\n${source}\n\`\`\`\n`)).toContain(source);
    expect(program(`    ${statement}\n`)).toContain(`    ${statement}`);
  });

  test('that defines something else is kept for the tests to fail', () => {
    const extraction = sample.extract(sample.problem, sample.strayHelper);
    expect(extraction.state === 'program' && extraction.how).toBe('other');
  });
});
