import { describe, expect, it } from 'vitest';
import { rustExample } from '../../../../datasets/derived-examples/rust-example.js';

const checking = (...assertions: string[]): string =>
  `\n\ndef check(twice):\n${assertions.map((line) => `    ${line}\n`).join('')}\ncheck(twice)\n`;
const opening = (types: string): string => `use std::cmp::max;\n\nfn twice(${types} {\n`;
const NUMBERS = opening('n: i32) -> i32');

function testOf(declaration: string, ...assertions: string[]): string[] {
  const derived = rustExample(checking(...assertions), declaration);
  if (derived.state !== 'derived') throw new Error(derived.reason);
  const [, body = ''] = /fn example\(\) \{\n(.*)\n {4}\}\n\}\n$/s.exec(derived.test) ?? [];
  return body.split('\n').map((line) => line.trim());
}

const reasonOf = (declaration: string, ...assertions: string[]): string => {
  const derived = rustExample(checking(...assertions), declaration);
  return derived.state === 'derived' ? derived.state : derived.reason;
};

describe('an example test in Rust', () => {
  it('has every assertion of the one in Python, and none of what it says beside', () => {
    const body = testOf(
      NUMBERS,
      'import random',
      '# The simple cases.',
      'assert True, "prints"',
      'assert twice(1) == 2, "First: " + str(twice(1))',
      'assert (twice(-4) == -8), "t2"',
    );
    expect(body).toEqual([
      'let expected: i32 = 2;',
      'assert_eq!(twice(1), expected);',
      'let expected: i32 = -8;',
      'assert_eq!(twice(-4), expected);',
    ]);
  });

  it('calls the function by its name in Rust', () => {
    const derived = rustExample(checking('assert twice(1) == 2'), 'pub fn doubled(mut n:i32)-> i32{\n');
    expect(derived).toMatchObject({ test: expect.stringContaining('doubled(1)') as string });
  });

  it.each([
    ['assert twice(1)', 'true'],
    ['assert not twice(1)', 'false'],
    ['assert twice(1) is False', 'false'],
  ])('says %s of a truth value', (assertion, value) => {
    const [first] = testOf(opening('n: i32) -> bool'), assertion);
    expect(first).toBe(`let expected: bool = ${value};`);
  });

  it('keeps a tolerance as it is', () => {
    expect(testOf(opening('n: f64) -> f64'), 'assert abs(twice(1) - 2.5) < 1e-6')).toEqual([
      'let expected: f64 = 2.5;',
      'assert!((twice(1.0) - expected).abs() < 0.000001);',
    ]);
  });

  it.each([
    ['String', "'a\"\\n'", 'String::from("a\\"\\u{a}")'],
    ['&str', '"it\'s"', '"it\'s"'],
    ['Vec<Vec<i32>>', '[(1, 2), []]', 'vec![vec![1, 2], vec![]]'],
    ['Option<String>', 'None', 'None'],
    ['Option<i64>', '3', 'Some(3)'],
    ['(i32, bool)', '(3, True)', '(3, true)'],
    ['&f32', '3', '&3.0'],
    ['HashMap<char, u32>', "{'a': 2}", "std::collections::HashMap::from([('a', 2)])"],
  ])('writes a value of type %s', (type, python, rust) => {
    const [, assertion] = testOf(opening(`n: ${type}) -> bool`), `assert twice(${python})`);
    expect(assertion).toBe(`assert_eq!(twice(${rust}), expected);`);
  });

  it.each([
    ['i32', 'None'],
    ['i32', '2.0'],
    ['i32', '2147483648'],
    ['u32', '-1'],
    ['bool', '1'],
    ['String', '-1'],
    ['char', "'ab'"],
    ['(i32, i32)', '[1, 2]'],
    ['Vec<i32>', "[1, 'a']"],
    ['HashMap<&str, i32>', '{8: 1}'],
    ['Vec<Box<dyn Any>>', '[]'],
  ])('is not made where a value does not fit: %s, %s', (type, python) => {
    expect(reasonOf(opening(`n: ${type}) -> bool`), 'assert twice(0)', `assert twice(${python})`)).toBe(
      'types',
    );
  });

  it.each([
    'assert twice(1) == 1 + 1',
    'assert twice(n) == 2',
    'assert abs(twice(1)+0.5<1e-4)',
    'assert twice(1) == 2 == 2',
    'assert twice(1) != 3',
    'for n in [1]: assert twice(n)',
    'assert twice(b"1") == 2',
    'assert twice(1) == "a" "b"',
    'assert other(1) == 2',
  ])('is not made of what is no assertion over literals: %s', (assertion) => {
    expect(reasonOf(NUMBERS, 'assert twice(1) == 2', assertion)).toBe('not_literal');
  });

  it('is not made of a test that asserts nothing, or has code behind it', () => {
    expect(reasonOf(NUMBERS, 'assert True')).toBe('not_literal');
    const behind = `${checking('assert twice(1) == 2')}print(1)\n`;
    expect(rustExample(behind, NUMBERS)).toMatchObject({ reason: 'not_literal' });
  });

  it('is not made where Python has none', () => {
    expect(rustExample(null, NUMBERS)).toEqual({ state: 'none', reason: 'no_python_example' });
  });
});
