import type { Language } from '../../../datasets/problem.js';
import { calledIn } from './called.js';
import type { TestForm } from './form.js';

const firstCall = (tests: string): string | null => calledIn(tests)[0] ?? null;

const cpp: TestForm = {
  fromBlock: (code) => {
    const main = /\bint\s+main\s*\(\s*(?:void)?\s*\)/.exec(code);
    const isTests = main !== null && /\bassert\s*\(/.test(code) && !code.slice(0, main.index).includes('{');
    return isTests ? code : null;
  },
  assertion: /^assert\s*\(.*\)\s*;$/,
  wrap: (lines) => ['#include <cassert>', 'int main() {', ...lines, '}', ''].join('\n'),
  equal: (call, literal) => `assert((${call}) == ${literal});`,
  setup: '',
  entryPoint: (tests) => firstCall(tests.replace(/\bint\s+main\b/, '')),
};

const JAVA_CALL = /(?:new\s+Solution\(\)|\b(?:s|sol|solution|Solution))\s*\.\s*(\w+)\s*\(/;

const java: TestForm = {
  fromBlock: (code) => {
    const isMain = /\bclass\s+Main\b/.test(code) && /\bstatic\s+void\s+main\s*\(/.test(code);
    const isTests = isMain && /\bthrow\b/.test(code) && !/\bclass\s+Solution\b/.test(code);
    // The judge sees results of calls by a name only, and a method of Main's is no solution.
    return isTests && JAVA_CALL.test(code) && !/\bnew\s+Solution\s*\(\s*\)\s*\./.test(code) ? code : null;
  },
  assertion: /^assert\s+[^:]+;$/,
  wrap: (lines, entryPoint) => {
    const direct = /\bnew\s+Solution\s*\(\s*\)\s*\./g;
    const bare = new RegExp(`(?<![\\w.])${entryPoint}\\s*\\(`, 'g');
    const checks = lines.map((line) => {
      const condition = line.replace(/^assert\s+/, '').replace(/;$/, '');
      const called = condition.replace(direct, 's.').replace(bare, `s.${entryPoint}(`);
      return `s = new Solution(); if (!(${called})) throw new AssertionError();`;
    });
    const opening = ['public class Main {', 'public static void main(String[] args) {', 'Solution s;'];
    return [...opening, ...checks, '}', '}', ''].join('\n');
  },
  equal: (call, literal, isText) =>
    `assert ${isText ? `${literal}.equals(${call})` : `${call} == ${literal}`};`,
  setup: '',
  entryPoint: (tests) => JAVA_CALL.exec(tests)?.[1] ?? firstCall(tests.replace(/\bvoid\s+main\b/, '')),
};

const GO_TEST = /^func\s+(Test\w*)\s*\(\s*\w+\s+\*testing\.T\s*\)/gm;

const go: TestForm = {
  fromBlock: (code) => {
    const functions = code.match(/^func\b/gm) ?? [];
    if (functions.length !== 1 || [...code.matchAll(GO_TEST)].length !== 1) return null;
    return code.replace(/^package\s+\w+\s*$/m, '').replace(/^import\s*(?:\([^)]*\)|"[^"]*")/gm, '');
  },
  assertion: /^assert\.\w+\(t, .*\)$/,
  wrap: (lines) => ['func TestFound(t *testing.T) {', ...lines, '}', ''].join('\n'),
  equal: (call, literal) => `if ${call} != ${literal} { t.Fatal("another result") }`,
  setup: 'package main\n\nimport (\n\t"testing"\n\n\t"github.com/stretchr/testify/assert"\n)\n',
  // The program is a package of its own.
  entryPoint: (tests) => calledIn(tests.replace(GO_TEST, '')).find((name) => /^[A-Z]/.test(name)) ?? null,
};

const rust: TestForm = {
  fromBlock: (code) => {
    const functions = code.match(/\bfn\s+\w+/g) ?? [];
    const tests = code.match(/#\[test\]\s*(?:pub\s+)?fn\s+\w+\s*\(\s*\)/g) ?? [];
    if (tests.length === 0 || tests.length !== functions.length) return null;
    return /\bmod\s+tests\s*\{/.test(code) ? code : `#[cfg(test)]\nmod tests {\nuse super::*;\n${code}\n}\n`;
  },
  assertion: /^assert(?:_eq|_ne)?!\(.*\);$/,
  wrap: (lines) =>
    ['#[cfg(test)]', 'mod tests {', 'use super::*;', '#[test]', 'fn found() {', ...lines, '}', '}', ''].join(
      '\n',
    ),
  equal: (call, literal) => `assert!(${call} == ${literal});`,
  setup: '',
  entryPoint: (tests) => firstCall(tests.replace(/\bfn\s+\w+/g, '').replace(/#\[[^\]]*\]/g, '')),
};

/** Python has more than one form: see `pythonTests`. */
export const FORMS: Readonly<Record<Exclude<Language, 'python'>, TestForm>> = { cpp, java, go, rust };
