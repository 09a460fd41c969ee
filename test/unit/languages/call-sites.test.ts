import { describe, expect, it } from 'vitest';
import { replaceCallees, wrapCalls } from '../../../harness/languages/call-sites.js';

const JAVA = { tripleQuotes: true };
const RUST = { raw: 'rust', multiline: true, nestedComments: true } as const;
const wrapped = (tests: string) => wrapCalls(tests, 'f', 'see', JAVA);

describe('wrapCalls', () => {
  it.each([
    ['a call', 'f(1) == 2', 'see(f(1)) == 2'],
    ['its receiver with it', 's.f(1).equals(2)', 'see(s.f(1)).equals(2)'],
    ['a chain of receivers', 'a.b.f(1)', 'see(a.b.f(1))'],
    ['a path', 'super::f(1)', 'see(super::f(1))'],
    ['calls in calls', 'f(f(1), g(f(2)))', 'see(f(see(f(1)), g(see(f(2)))))'],
    ['brackets of all kinds', 'f({1, g[2](3)})', 'see(f({1, g[2](3)}))'],
    ['parentheses in text', 'f(")", \'(\')', 'see(f(")", \'(\'))'],
    ['space before the parenthesis', 'f (1)', 'see(f (1))'],
  ])('wraps %s', (_name, tests, expected) => expect(wrapped(tests)).toBe(expected));

  it.each([
    ['another name', 'ff(1) + f2(1)'],
    ['the name alone', 'check(f)'],
    ['text', '"f(1)"'],
    ['a comment', '// f(1)\n/* f(2) */'],
    ['a call that does not close', 'g(f(1'],
    ['a definition', 'fn f(x: i32) -> i32 { x }'],
  ])('leaves %s alone', (_name, tests) => expect(wrapped(tests)).toBe(tests));

  it('takes no lifetime for a character', () => {
    expect(wrapCalls("f::<'a>(x); f(&'static x, 'c')", 'f', 'see', RUST)).toBe(
      "f::<'a>(x); see(f(&'static x, 'c'))",
    );
  });
});

describe('replaceCallees', () => {
  const replaced = (tests: string) =>
    replaceCallees(tests, 'f', (path, values) => `<${path}|${values.join('|')}>`, JAVA);

  it.each([
    ['a call without arguments', 'f()', '<f|>()'],
    ['its path with it', 's.f(1)', '<s.f|1>(1)'],
    [
      'arguments at the outer level',
      'f({1, 2}, g(3, 4), ",")',
      '<f|{1, 2}|g(3, 4)|",">({1, 2}, g(3, 4), ",")',
    ],
    ['a comma behind the last one', 'f(1, 2,)', '<f|1|2>(1, 2,)'],
    ['calls in calls', 'f(f(1))', '<f|f(1)>(<f|1>(1))'],
  ])('sees %s', (_name, tests, expected) => expect(replaced(tests)).toBe(expected));
});
