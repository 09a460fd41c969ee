import type { Problem } from '../../../datasets/problem.js';
import { wrapCalls } from '../call-sites.js';
import { tokenise } from '../extraction/lexer.js';

export const TEXT = { raw: 'rust', multiline: true, nestedComments: true } as const;
const MACROS = new Set(
  (
    'assert assert_eq assert_ne debug_assert debug_assert_eq debug_assert_ne eprint eprintln format matches panic print ' +
    'println todo unimplemented unreachable vec write writeln'
  ).split(' '),
);
/** What tests may name, by the module of `std` that has it: a program's own type of that name must not come in between. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  boxed: ['Box'],
  collections: ['BTreeMap', 'BTreeSet', 'BinaryHeap', 'HashMap', 'HashSet', 'VecDeque'],
  option: ['Option'],
  'option::Option': ['None', 'Some'],
  primitive: 'bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize'.split(' '),
  result: ['Result'],
  'result::Result': ['Err', 'Ok'],
  string: ['String', 'ToString'],
  vec: ['Vec'],
};

/**
 * The test module as ordinary code under a name of its own, the paths of its test functions, and the names and macros
 * that it uses bound to the standard library's, whatever the program calls its own.
 */
export function callableTests(
  problem: Problem,
  tests: string,
  judge: string,
): { source: string; calls: string[] } {
  const uncommented = withoutComments(tests);
  const names = [...uncommented.matchAll(/#\[test\]\s*(?:pub\s+)?fn\s+(\w+)\s*\(/g)].map((m) => m[1] ?? '');
  let source = tests
    .replaceAll('#[cfg(test)]', '')
    .replaceAll('#[test]', '')
    .replace(
      /\bmod\s+tests\s*\{/,
      (opening) => `mod perforch_tests {${standardNames(tests)}${lines(opening)}`,
    );
  for (const name of names)
    source = source.replace(new RegExp(`(?:pub\\s+)?\\bfn\\s+${name}\\s*\\(`), `pub fn ${name}(`);
  if (returnsStandardTypes(problem))
    source = wrapCalls(source, problem.entryPoint, `crate::${judge}::plain`, TEXT);
  return { source: withStandardMacros(source), calls: names.map((name) => `perforch_tests::${name}();`) };
}

function withoutComments(source: string): string {
  const comments = tokenise(source, TEXT).filter(({ kind }) => kind === 'comment');
  return comments.reduceRight((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), source);
}

/** Where the problem itself wants a type that the program defines (HumanEval-X's 137), its result is not refused. */
function returnsStandardTypes({ declaration }: Problem): boolean {
  const [, returned] = /->([^{]*)\{\s*$/.exec(declaration) ?? [];
  if (returned === undefined) return false;
  const known = new Set(Object.values(NAMES).flat());
  const words = returned.replace(/'\w+/g, '').match(/\w+/g) ?? [];
  return words.every((word) => known.has(word));
}

function lines(text: string): string {
  return text.replace(/[^\n]/g, '');
}

function standardNames(tests: string): string {
  const tokens = tokenise(tests, TEXT).filter(({ kind }) => kind === 'word');
  const used = new Set(tokens.map(({ start, end }) => tests.slice(start, end)));
  const imported = (tests.match(/\buse\s[^;]*;/g) ?? []).join(' ');
  const uses = Object.entries(NAMES).flatMap(([path, names]) =>
    names
      .filter((name) => used.has(name) && !new RegExp(`\\b${name}\\b`).test(imported))
      .map((name) => `use ::std::${path}::${name};`),
  );
  return uses.join(' ');
}

/** `::std::vec!` for `vec!`: a program's `macro_rules! vec` comes before any `use`. */
function withStandardMacros(source: string): string {
  const tokens = tokenise(source, TEXT);
  const places = tokens.filter(({ kind, start, end }, at) => {
    const next = tokens[at + 1];
    const before = tokens[at - 1];
    const isCall = next !== undefined && source[next.start] === '!' && source[next.start + 1] !== '=';
    const isPath = before !== undefined && source[before.start] === ':';
    return kind === 'word' && MACROS.has(source.slice(start, end)) && isCall && !isPath;
  });
  return places.reduceRight(
    (done, { start }) => `${done.slice(0, start)}::std::${done.slice(start)}`,
    source,
  );
}
