import { describe, expect, test } from 'vitest';
import { count, programIn, sampleOf, withDeclaration, type Sample } from './samples.js';

const cpp = sampleOf('cpp');
const go = sampleOf('go');
const rust = sampleOf('rust');
const program = (sample: Sample, answer: string): string => programIn(sample.extract(sample.problem, answer));

describe('a C++ answer', () => {
  test('has includes of the declaration and its own, each once', () => {
    const source = program(cpp, cpp.whole);
    expect(source).toContain('#include <numeric>');
    expect(count(source, 'vector>')).toBe(1);
    expect(count(source, 'using namespace std;')).toBe(1);
  });

  test('keeps types, constants, macros, templates and prototypes that it needs', () => {
    const answer = `#define TWICE(x) ((x) * 2)\nstruct Pair { int a, b; };\nconst int MOST = 7;\ntemplate <typename T>\nT least(T a, T b) { return a < b ? a : b; }\nint helper(int x);\nint sum_above(vector<int> numbers, int limit) {\n    Pair p{TWICE(limit), MOST};\n    return helper(least(p.a, p.b));\n}\nint helper(int x) { return x; }\nstruct Unused {};\n`;
    const source = program(cpp, answer);
    for (const part of [
      '#define TWICE',
      'struct Pair',
      'const int MOST',
      'template <typename T>',
      'int helper(int x);',
      'int helper(int x) {',
    ]) {
      expect(source).toContain(part);
    }
    expect(source).not.toContain('Unused');
  });

  test('keeps overloads of the entry point', () => {
    const answer =
      'int sum_above(vector<int>& numbers, int limit, int from) { return from; }\nint sum_above(vector<int> numbers, int limit) { return sum_above(numbers, limit, 0); }\n';
    expect(program(cpp, answer)).toContain('int from) { return from; }');
  });

  test('does not end at braces in strings, characters, comments and raw strings', () => {
    const body = `    string a = "}\\"}"; char b = '}'; // }\n    /* } */ string c = R"x(}")x";\n    return a.size();\n}\n`;
    expect(program(cpp, `${body}\nint other() { return 1; }\n`)).toContain(body.trimEnd());
  });

  test('may leave includes of other files behind', () => {
    expect(
      program(cpp, `${cpp.whole}\n//test.cpp\n#include "sum.cpp"\n#include <gtest/gtest.h>\n`),
    ).not.toMatch(/sum\.cpp|gtest/);
  });

  test('does not take what is local to a body for global', () => {
    const marked = cpp.body.replace('    for (int number', 'B:\n    for (int number');
    const source = program(cpp, `${marked}\n*/\n${cpp.whole}`);
    expect(count(source, 'int total')).toBe(1);
  });

  test('whose body never closes, with prose behind it, is cut there and closed', () => {
    const open = cpp.body.slice(0, cpp.body.lastIndexOf('}'));
    const source = program(cpp, `${open}\nThis adds what is above the limit.\n`);
    expect(source).toMatch(/return total;\n+\}\n$/);
  });

  test('fits a declaration that opens more than its function', () => {
    const problem = withDeclaration(
      cpp,
      'f',
      'int f(int n){\n    int sum=0;\n    for (int i=0;i<n;i++)\n    {\n',
    );
    const source = programIn(
      cpp.extract(problem, '        sum+=i;\n    }\n    return sum;\n}\nint main(){}\n'),
    );
    expect(source).toBe(
      'int f(int n){\n    int sum=0;\n    for (int i=0;i<n;i++)\n    {\n        sum+=i;\n    }\n    return sum;\n}\n',
    );
  });
});

describe('a Go answer', () => {
  test('has one block of imports and no package clause', () => {
    const source = program(
      go,
      `package main\n\nimport "fmt"\nimport str "strings"\nimport (\n\t"math"\n)\n\nfunc SumAbove(numbers []int, limit int) int {\n    return 0\n}\n`,
    );
    expect(source).toMatch(/^import \(\n\t"fmt"\n\tstr "strings"\n\t"math"\n\)\n/);
    expect(count(source, '"math"')).toBe(1);
    expect(source).not.toContain('package');
  });

  test('keeps types with their methods, and constants', () => {
    const answer =
      'type Heap []int\n\nfunc (h Heap) Len() int { return len(h) }\n\nconst (\n    most = 3\n)\n\nfunc SumAbove(numbers []int, limit int) int {\n    return Heap(numbers).Len() + most\n}\n\nfunc (u Unused) Len() int { return 1 }\n';
    const source = program(go, answer);
    expect(source).toContain('func (h Heap) Len()');
    expect(source).toContain('most = 3');
    expect(source).not.toContain('Unused');
  });

  test('is read with results, generics and function literals', () => {
    const answer =
      "func pick[T any](a, b T) (T, error) { return a, nil }\n\nfunc SumAbove(numbers []int, limit int) int {\n    f := func(x interface{}) map[string]struct{} { return nil }\n    _ = f\n    a, _ := pick(1, 2)\n    return a + len(`}`) + int('}')\n}\n";
    expect(program(go, answer)).toContain(answer.trim().split('\n\n')[1]);
    expect(program(go, answer)).toContain('func pick[T any]');
  });

  test('keeps a helper that only the prompt holds', () => {
    const declaration = 'func Decode(s string) string {\n';
    const problem = {
      ...withDeclaration(go, 'Decode', declaration),
      prompt: `import (\n    "math"\n)\n\nfunc Encode(s string) string {\n    return s\n}\n\n${declaration}`,
    };
    for (const answer of [
      '    return Encode(s)\n}\n',
      'func Decode(s string) string {\n    return Encode(s)\n}\n',
    ]) {
      const source = programIn(go.extract(problem, answer));
      expect(count(source, 'func Encode(')).toBe(1);
      expect(source).toContain('"math"');
    }
  });

  test('whose body is only a placeholder gives way to the function behind it', () => {
    const source = program(go, `\n// Your code here\n\n}\n\n*/\n\n${go.whole}`);
    expect(source).toContain(go.mark);
    expect(count(source, 'func SumAbove')).toBe(1);
  });
});

describe('a Rust answer', () => {
  test('has no name imported twice', () => {
    const source = program(
      rust,
      `use std::collections::{HashMap, BTreeMap as Map};\nuse std::cmp::max;\n\n${rust.whole}`,
    );
    expect(count(source, 'HashMap')).toBe(1);
    expect(count(source, '::max')).toBe(1);
    expect(source).toContain('use std::collections::HashSet;');
    expect(source).toContain('use std::cmp;');
    expect(source).toContain('use regex::Regex;');
  });

  test('may define what the declaration imports', () => {
    const source = program(
      rust,
      'fn max(a: i32, b: i32) -> i32 { a + b }\n\nfn sum_above(numbers: Vec<i32>, limit: i32) -> i32 { max(limit, 1) }\n',
    );
    expect(source).not.toMatch(/use [^;]*max[^;]*;/);
  });

  test('keeps structs with what is implemented for them', () => {
    const answer =
      '#[derive(Debug, Clone)]\nstruct Node<T> { value: T }\n\nimpl<T: Fn(i32) -> i32> Node<T> {\n    fn get(&self) -> &T { &self.value }\n}\n\nimpl std::fmt::Display for Node<i32> { }\n\nfn sum_above(numbers: Vec<i32>, limit: i32) -> i32 {\n    let n = Node { value: 1 };\n    n.value\n}\n';
    expect(
      program(rust, answer)
        .replace(/^use.*\n/gm, '')
        .trim(),
    ).toBe(answer.trim());
  });

  test('does not end at lifetimes, characters, raw strings and nested comments', () => {
    const body = `    let a: &'static str = r#"}"}"#; let b = '}'; let c = '\\''; /* } /* } */ } */\n    a.len() as i32\n}\n`;
    expect(program(rust, `${body}\nfn main() {}\n`)).toContain(body.trimEnd());
  });
});
