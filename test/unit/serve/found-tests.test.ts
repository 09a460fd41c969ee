import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../../datasets/problem.js';
import { findTests } from '../../../harness/serve/found/find.js';
import { languageOf } from '../../../harness/serve/language.js';
import { isPythonLiteral } from '../../../harness/serve/found/literal.js';

const find = (text: string, language: Language = 'python') => findTests([{ role: 'user', text }], language);
const fenced = (label: string, code: string) => `Write it:\n\`\`\`${label}\n${code}\n\`\`\`\nThanks.`;

const STUB = `def add(a: int, b: int) -> int:
    """Adds.

    >>> add(1, 2)
    3
    >>> add(
    ...     -1,
    ...     1)
    0
    """
`;

describe('in Python, tests', () => {
  it('are the examples of a docstring', () => {
    expect(find(fenced('python', STUB))).toEqual({
      kind: 'examples',
      source: 'assert (add(1, 2)) == (3)\nassert (add(\n    -1,\n    1)) == (0)\n',
      setup: '',
      entryPoint: 'add',
      count: 2,
    });
  });

  it('are assertions of a block, without what it defines', () => {
    const found = find(
      fenced('python', `${STUB}\n\nnumbers = [1]\nassert add(1, 1) == 2, "two"\nprint(add(2, 2))`),
    );
    expect(found?.kind).toBe('tests');
    expect(found?.source).toContain('numbers = [1]\nassert add(1, 1) == 2, "two"\n');
    expect(found?.source).not.toMatch(/def add|print/);
    expect(found).toMatchObject({ entryPoint: 'add', count: 3 });
  });

  it('are the test functions of a block, called', () => {
    const block =
      'import math\nfrom solution import area\n\ndef test_area():\n    r = 2\n    assert area(r) > 12\n';
    expect(find(fenced('python', block))).toMatchObject({
      kind: 'tests',
      source: 'import math\ndef test_area():\n    r = 2\n    assert area(r) > 12\ntest_area()\n',
      entryPoint: 'area',
      count: 1,
    });
  });

  it('are a check of a candidate', () => {
    const block =
      'def check(candidate):\n    assert candidate(1) == 1\n    assert candidate(2) == 3\n\ncheck(sums)';
    expect(find(fenced('', block))).toMatchObject({
      entryPoint: 'sums',
      count: 2,
      source: `${block.replace('\n\n', '\n')}\n`,
    });
  });

  it('are assertions in prose', () => {
    const text =
      'Write `half`:\n- `assert half(4) == 2`\n2. assert half([1, 2][1]) == 1\nassert that half(x) is right';
    expect(find(text)).toMatchObject({
      kind: 'tests',
      source: 'assert half(4) == 2\nassert half([1, 2][1]) == 1\n',
      entryPoint: 'half',
      count: 2,
    });
  });

  it('are examples without the comments behind them', () => {
    expect(find('>>> half([1, 2]) # of (2)\n[0]\n>>> half("#")\n1')?.source).toBe(
      'assert (half([1, 2])) == ([0])\nassert (half("#")) == (1)\n',
    );
    expect(find('>>> half("a") # of (2)\n0')?.source).toBe('assert (half("a")) == (0)\n');
    expect(find('>>> half(\n... 1) # of (2)\n0')).toBeNull();
  });

  it('compare decimal fractions as near as makes no difference', () => {
    expect(find('>>> mean([1, 2])\n1.5')?.entryPoint).toBe('mean');
    expect(find('>>> mean([1, 2])\n1.5')?.source).toBe(
      'assert __import__("math").isclose((mean([1, 2])), 1.5, rel_tol=1e-9, abs_tol=1e-12)\n',
    );
  });

  it('are none of what can not be compared, or is no whole call', () => {
    for (const text of [
      '>>> f(1)\n<object at 0x1>',
      '>>> f(1)\nTraceback (most recent call last):',
      '>>> print(f(1))\n1',
      '>>> f((1)\n1',
      '>>> f(1',
      '>>> f("a)\n1',
      '>>> f(1)',
      '>>> 1 + 1\n2',
      'assert True',
      'assert x == 1',
      'assert f(1',
      'def test_f(fixture):\n    assert f(1) == 1',
      fenced(
        'python',
        'import pytest\n\ndef test_f():\n    with pytest.raises(ValueError):\n        f(1)\n    assert 1',
      ),
      fenced('java', 'assert f(1) == 1;'),
      'Write a sorter.',
    ])
      expect(find(text), text).toBeNull();
  });
});

describe.each([
  ['cpp', 'assert(add(1, 2) == 3);', '#include <cassert>\nint main() {\nassert(add(1, 2) == 3);\n}\n', 'add'],
  [
    'java',
    'assert add(1, 2) == 3;',
    'public class Main {\npublic static void main(String[] args) {\nSolution s;\ns = new Solution(); if (!(s.add(1, 2) == 3)) throw new AssertionError();\n}\n}\n',
    'add',
  ],
  [
    'go',
    'assert.Equal(t, 3, Add(1, 2))',
    'func TestFound(t *testing.T) {\nassert.Equal(t, 3, Add(1, 2))\n}\n',
    'Add',
  ],
  [
    'rust',
    'assert_eq!(add(1, 2), 3);',
    '#[cfg(test)]\nmod tests {\nuse super::*;\n#[test]\nfn found() {\nassert_eq!(add(1, 2), 3);\n}\n}\n',
    'add',
  ],
] as const)('in %s, tests', (language, assertion, source, entryPoint) => {
  it('are assertions', () => {
    for (const text of [assertion, `- \`${assertion}\``, fenced(language, `  ${assertion}`)])
      expect(find(text, language), text).toMatchObject({ kind: 'tests', source, entryPoint, count: 1 });
  });

  it('are a block in the form of this language', () => {
    expect(find(fenced(language, source), language)).toMatchObject({ kind: 'tests', entryPoint, count: 1 });
  });

  it('are examples, where their results are written alike everywhere', () => {
    const found = find(
      `/**\n * >>> ${entryPoint}(1, 2)\n * 3\n * >>> ${entryPoint}(1, 3)\n * [4]\n */`,
      language,
    );
    expect(found).toMatchObject({ kind: 'examples', entryPoint, count: 1 });
  });

  it('are none of a block of another language', () => {
    expect(find(fenced('python', 'assert add(1, 2) == 3'), language)).toBeNull();
  });
});

describe('tests', () => {
  it('are those of the newest message that has any', () => {
    const messages = [
      { role: 'user', text: 'assert f(1) == 1' },
      { role: 'user', text: 'assert f(1) == 2' },
      { role: 'user', text: 'Faster, please.' },
    ] as const;
    expect(findTests(messages, 'python')?.source).toBe('assert f(1) == 2\n');
  });

  it('are not what a model said', () => {
    const messages = [
      { role: 'user', text: 'Write f.' },
      { role: 'assistant', text: 'assert f(1) == 1' },
      { role: 'system', text: 'assert f(1) == 1' },
    ] as const;
    expect(findTests(messages, 'python')).toBeNull();
  });

  it('of a block that asserts nothing are none', () => {
    expect(find('```rust\n#[test]\nfn f() {\n    g(1);\n}\n```', 'rust')).toBeNull();
  });

  it('of any text at all call what they name as their function', () => {
    const line = fc.oneof(
      fc.constantFrom('>>> f(1)', '... 2)', '2', '```', '```python', 'assert f(1) == 2', 'def f(x):', '"""'),
      fc.constantFrom(
        'assert(f(1) == 2);',
        'assert_eq!(f(1), 2);',
        'int main() {',
        '}',
        '#[test]',
        'fn f() {',
      ),
      fc.string({ maxLength: 20 }),
    );
    const text = fc.array(line, { maxLength: 15 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, fc.constantFrom(...LANGUAGES), (any, language) => {
        const found = find(any, language);
        if (found === null) return;
        expect(found.count).toBeGreaterThan(0);
        expect(found.source).toContain(found.entryPoint);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a Python literal', () => {
  const scalar = fc.oneof(
    fc.integer().map(String),
    fc.constantFrom('True', 'None', '1.5', '-2e9', "'a'", '"b\\n"', "''"),
  );
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      fc.array(tie('value'), { minLength: 1, maxLength: 3 }).map((items) => `(${items.join(',')},)`),
      fc.array(scalar, { minLength: 1, maxLength: 3 }).map((items) => `{${items.join(', ')}}`),
      fc.dictionary(fc.constantFrom('1', "'k'"), tie('value')).map(
        (entries) =>
          `{${Object.entries(entries)
            .map((entry) => entry.join(': '))
            .join(', ')}}`,
      ),
    ),
  }));

  it('is known', () => {
    fc.assert(fc.property(value, (text) => isPythonLiteral(text)));
  });

  it('is nothing else', () => {
    for (const text of [
      '',
      'x',
      'f(1)',
      '[1',
      '1]',
      '[1,,2]',
      '1 2',
      "'a",
      '{1: }',
      '[1, x]',
      '1 + 1',
      '1_',
      'Trueish',
      '"a" "b"',
    ])
      expect(isPythonLiteral(text), text).toBe(false);
    expect(isPythonLiteral('['.repeat(5000))).toBe(false);
  });
});

describe('a block whose assertions may rest on something else is no test', () => {
  it.each([
    ['python', 'for n in range(3):\n    f(n)\nassert f(n) == 1'],
    ['cpp', 'int x = 3;\nassert(f(x) == 4);'],
    ['go', 'x := 3\nassert.Equal(t, 4, F(x))'],
    ['rust', 'let x = 3;\nassert_eq!(f(x), 4);'],
    ['java', 'int x = 3;\nassert f(x) == 4;'],
  ] as const)('in %s', (language, code) => {
    expect(find(fenced(language, code), language)).toBeNull();
  });
});

describe('tests of what they define themselves are none', () => {
  it.each([
    ['python', 'add = lambda a, b: a + b\nassert add(1, 2) == 3'],
    ['python', 'from math import gcd\nassert gcd(4, 2) == 2'],
    ['python', 'def test():\n    def add(a, b): return a + b\n    assert add(1, 2) == 3'],
    [
      'cpp',
      'int add(int, int);\nint main() {\n    assert(add(1, 2) == 3);\n}\nint add(int a, int b) { return a + b; }',
    ],
    [
      'cpp',
      'int main() {\n    auto add = [](int a, int b) { return a + b; };\n    assert(add(1, 2) == 3);\n}',
    ],
    [
      'java',
      'public class Main {\n    static int add(int a, int b) { return a + b; }\n    public static void main(String[] args) {\n        if (add(1, 2) != 3) throw new AssertionError();\n    }\n}',
    ],
    [
      'go',
      'func TestAdd(t *testing.T) {\n\tAdd := func(a, b int) int { return a + b }\n\tassert.Equal(t, 3, Add(1, 2))\n}',
    ],
    ['rust', '#[test]\nfn adds() {\n    let add = |a, b| a + b;\n    assert_eq!(add(1, 2), 3);\n}'],
    ['rust', 'fn add(a: i32, b: i32) -> i32 { a + b }\n#[test]\nfn adds() { assert_eq!(add(1, 2), 3); }'],
  ] as const)('in %s: %j', (language, code) => {
    expect(find(fenced(language, code), language)).toBeNull();
  });
});

it('arguments that are written as in Python make no example of another language', () => {
  for (const call of ["F('cat')", 'F([1, 2])', 'F(1, [2])', 'F(True)', 'F(None)'])
    for (const language of ['cpp', 'java', 'go'] as const)
      expect(find(`>>> ${call}\n1`, language), call).toBeNull();
});

it('texts that are made to be slow to read are read at once', () => {
  const many = (part: string): string => part.repeat(Math.floor(19_000 / part.length));
  const lines = [
    ...[`\`\`\`${' '.repeat(90_000)}\``, `${'~'.repeat(90_000)}\``, `${'`'.repeat(90_000)}x\``],
    ...[
      `assert ${' '.repeat(19_000)}x`,
      `- assert f(${many('as, ')}1)`,
      `>>> f(${many('(')}`,
      many('>>> f(\n... '),
    ],
    ...[many('def f(\n'), many('import (\n'), `>>> f(1)\n${many('[')}`, many('"""\n'), many('assert f(1\n')],
  ];
  for (const text of lines)
    for (const language of LANGUAGES) {
      find(text, language);
      find(fenced(language, text), language);
      languageOf([{ role: 'user', text }], 'python');
    }
});
