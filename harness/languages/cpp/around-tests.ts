import { readFileSync } from 'node:fs';
import type { Problem } from '../../../datasets/problem.js';
import { wrapCalls } from '../call-sites.js';
import { tokenise } from '../extraction/lexer.js';
import { PROTECTED_WORDS } from './keywords.js';

const CHECKS = readFileSync(new URL('checks.hpp', import.meta.url), 'utf8');
export const TEXT = { raw: 'cpp', directives: true } as const;
const INCLUDE = /^[ \t]*#[ \t]*include\b.*$/gm;
const ASSERT_HEADER = /^[ \t]*#[ \t]*(undef[ \t]+NDEBUG|include[ \t]*<(assert\.h|cassert)>).*$/gm;
/** Words that the preprocessor lets nobody undefine, or that headers rightly define as macros. */
const NO_MACROS = new Set(
  'and and_eq bitand bitor compl defined not not_eq or or_eq xor xor_eq errno stdin stdout stderr'.split(' '),
);

/** What a judge puts around the tests' body, and what makes it run. */
export interface Around {
  /** In the namespace of the tests, before them. */
  readonly before: string;
  /** Behind everything, outside of the namespace. */
  readonly end: string;
  /** The name that the tests call the entry point by. */
  readonly entryPoint: string;
}

/** The tests run once, as the program's `main`. */
export function onceAround({ entryPoint }: Problem): Around {
  const end = 'int main() { perforch_checks::perforch_tests(); perforch_finish(PERFORCH_TOKEN); return 0; }';
  return { before: '', end, entryPoint };
}

/**
 * What comes after a program: macros that it left behind are taken away from every word that the tests use, `assert` is
 * ours (so it can't be turned off or defined away), and the tests stand in a namespace of their own.
 */
export function aroundTests(problem: Problem, tests: string, token: string, around: Around): string {
  const withoutAssert = tests.replace(ASSERT_HEADER, '');
  const includes = withoutAssert.match(INCLUDE) ?? [];
  const body = callableTests(problem, withoutAssert.replace(INCLUDE, ''), around.entryPoint);
  const macros = new Set([
    ...PROTECTED_WORDS,
    ...wordsOf(CHECKS),
    ...wordsOf(around.before),
    ...wordsOf(body),
  ]);
  return [
    ...[...macros].map((word) => `#undef ${word}`),
    ...includes,
    `#define PERFORCH_TOKEN "${token}"`,
    `#define assert(...) ((__VA_ARGS__) ? (void)0 : ::perforch_fail(PERFORCH_TOKEN, #__VA_ARGS__, __LINE__))`,
    CHECKS + around.before,
    '#line 1 "tests.cpp"',
    body,
    '}',
    around.end,
  ].join('\n');
}

/** Names that could be macros without a reason: those in capitals mostly are one with a reason. */
function wordsOf(source: string): string[] {
  return tokenise(source, TEXT)
    .filter(({ kind }) => kind === 'word')
    .map(({ start, end }) => source.slice(start, end))
    .filter((word) => /[a-z]/.test(word) && !word.startsWith('__') && !NO_MACROS.has(word));
}

/** `main` of the tests as an ordinary function, each result of the entry point seen through `plain`. */
function callableTests(problem: Problem, tests: string, entryPoint: string): string {
  const renamed = tests.replace(/\bint\s+main\s*\(\s*(void)?\s*\)/, 'static int perforch_tests()');
  const end = renamed.lastIndexOf('}');
  if (renamed === tests || end < 0) throw new Error(`${problem.uid}: the C++ tests have no main function`);
  const returning = `${renamed.slice(0, end)} return 0; }${renamed.slice(end + 1)}`;
  const returnsNothing = new RegExp(`\\bvoid\\s+${problem.entryPoint}\\s*\\(`).test(problem.declaration);
  return returnsNothing ? returning : wrapCalls(returning, entryPoint, 'perforch_checks::plain', TEXT);
}
