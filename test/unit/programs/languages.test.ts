import { describe, expect, it } from 'vitest';
import { programLanguage } from '../../../harness/programs/languages/index.js';
import { classesOf } from '../../../harness/programs/languages/java-classes.js';

const RUNNER = 'before\n  // ==Code Submission== goes here\nafter';
const inRunner = (language: 'python' | 'java' | 'cpp' | 'go', submission: string, runner = RUNNER) =>
  programLanguage(language).inRunner?.(runner, submission) ?? '';

describe('a submission in its runner', () => {
  it('takes the place of the whole line', () => {
    expect(inRunner('cpp', 'int x = $1$&;')).toMatch(
      /using namespace std;\n\nbefore\nint x = \$1\$&;\nafter$/,
    );
  });

  it('has the Java imports of both moved to the top, and no second public class', () => {
    const runner = 'import java.time.Year;\npublic class Main { }\n==Code Submission==';
    const source = inRunner('java', 'import java.util.List;\npublic class Solution { }', runner);
    expect(source).toMatch(
      /^import java\.io\.\*;.* import java\.time\.Year; import java\.util\.List; \npublic class Main/,
    );
    expect(source).toMatch(/\n\n ?class Solution \{ \}$/);
  });

  it('has the Go imports that both need, behind one package clause', () => {
    const runner = '==Code Submission==\nfunc main() { fmt.Println(f(os.Args)) }';
    const source = inRunner(
      'go',
      'package main\nimport "sort"\nfunc f(a []string) int { return len(a) }',
      runner,
    );
    expect(source.match(/package/g)).toHaveLength(1);
    expect(source).toContain('import ("fmt"; "os")');
  });

  it('may import from the future in Python, where that has to stand first', () => {
    expect(inRunner('python', 'from __future__ import annotations\nx = 1')).not.toContain('__future__');
  });
});

describe('a function in Rust with what calls it', () => {
  const call = {
    ...{ name: 'two_sum', pythonName: 'twoSum' },
    ...{ parameters: [{ list: 'i32' }, 'String'] as const, returns: { list: 'f64' } as const },
  };
  const around = (submission: string) => programLanguage('rust').aroundCall?.(call, submission) ?? '';

  it('hands over each argument by its type', () => {
    const main = around('impl Solution { }').split('\n').at(-2);
    expect(main).toContain('let argument0: ::std::vec::Vec<::std::primitive::i32> = given.next();');
    expect(main).toContain('let argument1: ::std::string::String = given.next();');
    expect(main).toContain('Vec<::std::primitive::f64> = self::Solution::two_sum(argument0, argument1);');
  });

  it('has the structure once', () => {
    const source = around('#[derive(Debug)]\nstruct Solution { }\nimpl Solution { }\nstruct SolutionTree;');
    expect(source.match(/struct Solution\b/g)).toHaveLength(1);
    expect(source).toContain('struct SolutionTree;');
    expect(source).not.toContain('derive');
  });
});

describe('the classes of a Java program', () => {
  it.each([
    ['public class Main { public static void main(String[] a) { } }', 'Main', 'Main'],
    ['class Codechef { public static void main(String[] a) { } }', 'Main', 'Codechef'],
    ['class A { }\npublic final class B { public static void main(String... a) { } }', 'B', 'B'],
    ['public class A { }\nclass B { static public void main(final String[] a) { } }', 'A', 'B'],
    ['package x.y;\npublic class A { public static void main(String[] a) { } }', 'A', 'x.y.A'],
    [
      '// public class No {\nclass A { String s = "}"; }\nclass B { public static void main(String[] a) { } }',
      'Main',
      'B',
    ],
    ['class A { class Inner { } public static void main(String[] a) { } }', 'Main', 'A'],
    ['no class at all', 'Main', 'Main'],
  ])('%s', (source, file, main) => {
    expect(classesOf(source)).toEqual({ file, main });
  });
});
