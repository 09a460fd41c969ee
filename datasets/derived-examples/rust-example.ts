import { lastFunction } from '../source-text.js';
import { assertionsOf, type Assertion } from './python-assertions.js';
import { rustSignature, type RustSignature } from './rust-type.js';
import { rustValue } from './rust-value.js';

/**
 * Why a task has no example test in Rust. `no_python_example`: it has none in Python either; `not_literal`: the Python one is
 * more than assertions over calls with literals; `types`: a value does not fit the type that Rust's signature has in its
 * place; `differs`: the two languages' functions are not the same, see `differing.yaml`.
 */
export const WHY_NOT_DERIVED = ['no_python_example', 'not_literal', 'types', 'differs'] as const;
export type WhyNotDerived = (typeof WHY_NOT_DERIVED)[number];

export type Derived =
  | { readonly state: 'derived'; readonly test: string }
  | { readonly state: 'none'; readonly reason: WhyNotDerived };

/** The example test of the same task in Python, said in Rust: all of it, or nothing. */
export function rustExample(pythonExample: string | null, declaration: string): Derived {
  if (pythonExample === null) return { state: 'none', reason: 'no_python_example' };
  const assertions = assertionsOf(pythonExample);
  if (assertions === null || assertions.length === 0) return { state: 'none', reason: 'not_literal' };
  const entry = lastFunction('rust', declaration);
  const signature = entry === null ? null : rustSignature(entry.signature);
  if (entry === null || signature === null) return { state: 'none', reason: 'types' };
  const lines = assertions.map((assertion) => rustAssertion(entry.name, assertion, signature));
  return lines.includes(null)
    ? { state: 'none', reason: 'types' }
    : { state: 'derived', test: testModule(lines.map((line) => line ?? '')) };
}

/** Null where a value does not fit its type. Equality stays equality, and a tolerance stays what it is. */
function rustAssertion(
  name: string,
  { args, expected, within }: Assertion,
  { parameters, returned, returnedText }: RustSignature,
): string | null {
  if (args.length !== parameters.length) return null;
  const given = parameters.map((type, index) => {
    const argument = args[index];
    return argument === undefined ? null : rustValue(argument, type);
  });
  const value = rustValue(expected, returned);
  if (value === null || given.includes(null)) return null;
  const call = `${name}(${given.join(', ')})`;
  const wanted = `let expected: ${returnedText} = ${value};`;
  if (within === null) return `${wanted}\nassert_eq!(${call}, expected);`;
  const tolerance = returned.kind === 'f32' || returned.kind === 'f64' ? rustValue(within, returned) : null;
  return tolerance === null ? null : `${wanted}\nassert!((${call} - expected).abs() < ${tolerance});`;
}

function testModule(assertions: readonly string[]): string {
  const body = assertions.join('\n').replace(/^/gm, '        ');
  return `#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn example() {\n${body}\n    }\n}\n`;
}
