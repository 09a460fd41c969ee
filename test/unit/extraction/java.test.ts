import { describe, expect, test } from 'vitest';
import { count, programIn, sampleOf, withDeclaration } from './samples.js';

const sample = sampleOf('java');
const program = (answer: string): string => programIn(sample.extract(sample.problem, answer));
const method = sample.body.slice(0, sample.body.lastIndexOf('}'));
const signature = 'public int sumAbove(List<Integer> numbers, int limit) {\n';

describe('a Java answer', () => {
  test.each([
    ['a bare method', `${signature}${method}`],
    ['a static one', `public static ${signature.slice(7)}${method}`],
    ['another class', `public class SumAbove {\n    ${signature}${method}}\n`],
    [
      'its Main',
      `public class Main {\n    ${signature}${method}    public static void main(String[] args) {}\n}\n`,
    ],
    [
      'a class within Main',
      `public class Main {\n    static class Solution {\n    ${signature}${sample.body}}\n`,
    ],
  ])('that holds %s becomes class Solution', (_name, answer) => {
    const source = program(answer);
    expect(source).toMatch(/^import java\.util\.\*;\n/);
    expect(source).toMatch(/^class Solution \{$/m);
    expect(count(source, 'class ')).toBe(1);
    expect(source).not.toMatch(/\bmain\b|\bMain\b/);
    expect(count(source, sample.mark)).toBe(1);
  });

  test('has its class renamed wherever it names itself', () => {
    const source = program(
      `class Summer {\n    private Summer() {}\n    ${signature}        return new Summer().limit;\n    }\n    int limit;\n}\n`,
    );
    expect(source).toContain('private Solution() {}');
    expect(source).toContain('new Solution().limit');
    expect(source).not.toContain('Summer');
  });

  test('keeps fields, initialisers and overloads of its class', () => {
    const source = program(
      `class Solution {\n    private static final Map<String, List<Integer>> CACHE = new HashMap<>();\n    static { CACHE.clear(); }\n    ${signature}        return sumAbove(numbers, limit, 0);\n    }\n    private int sumAbove(List<Integer> numbers, int limit, int from) { return from; }\n}\n`,
    );
    expect(source).toContain('CACHE = new HashMap<>();');
    expect(source).toContain('static { CACHE.clear(); }');
    expect(source).toContain('int from) { return from; }');
  });

  test('keeps classes that it needs, without making them public', () => {
    const source = program(
      `${sample.whole.replace('int total = 0;', 'int total = new Zero().get();')}\npublic class Zero {\n    int get() { return 0; }\n}\nclass Other {}\n`,
    );
    expect(source).toContain('\nclass Zero {');
    expect(source).not.toContain('Other');
  });

  test('keeps methods without a class that the function needs', () => {
    const source = program(
      `${signature}        return twice(limit);\n}\n\nprivate int twice(int x) {\n    return 2 * x;\n}\n\nint unused() { return 1; }\n`,
    );
    expect(source).toContain('private int twice');
    expect(source).not.toContain('unused');
  });

  test('has the class closed where it closed the method only', () => {
    expect(program(method).trimEnd()).toMatch(/\}\n\}$/);
    expect(program(sample.whole.slice(0, sample.whole.lastIndexOf('}'))).trimEnd()).toMatch(/\}\n\}$/);
  });

  test('does not take prose for members', () => {
    const prose =
      'This method adds what is above the limit, so that k = 1 is left out; otherwise, it returns total;';
    expect(program(`${sample.body}\n${prose}\n`)).not.toContain('This method');
  });

  test("has the declaration's members unless it defines them itself", () => {
    const problem = withDeclaration(
      sample,
      'decode',
      'import java.util.*;\n\nclass Solution {\n    public String encode(String s) {\n        return s + "}";\n    }\n\n    public String decode(String s) {\n',
    );
    const without = programIn(
      sample.extract(
        problem,
        'class Solution {\n    public String decode(String s) { return encode(s); }\n}\n',
      ),
    );
    expect(without).toContain('return s + "}";');
    const own = programIn(
      sample.extract(
        problem,
        'class Solution {\n    public String encode(String s) { return s; }\n    public String decode(String s) { return s; }\n}\n',
      ),
    );
    expect(count(own, 'String encode(')).toBe(1);
    expect(programIn(sample.extract(problem, '        return encode(s);\n    }\n}\n'))).toContain(
      'return s + "}";',
    );
  });

  test('loses its package and imports of test libraries', () => {
    const source = program(
      `package a.b;\nimport org.junit.Test;\nimport java.math.BigInteger;\n${sample.whole}`,
    );
    expect(source).not.toMatch(/package|junit/);
    expect(source).toContain('import java.math.BigInteger;');
  });
});
