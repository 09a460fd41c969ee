import type { Language, Problem } from '../../../datasets/problem.js';
import { doubledIn } from './synthetic.js';

interface Busy {
  readonly entryPoint: string;
  readonly declaration: string;
  readonly step: string;
  readonly loop: (steps: number, step: string) => string;
  readonly end: string;
  /** One test, and what stands around all of them. */
  readonly test: (value: string) => string;
  readonly around: readonly [before: string, behind: string];
}

const PROGRAMS: Readonly<Record<Language, Busy>> = {
  python: {
    entryPoint: 'mixed',
    declaration: 'def mixed(x):\n',
    step: '    x = ((x ^ (x >> 3)) * 1103515245 + 12345) & 0x7fffffff\n',
    loop: (steps, step) => `    for _ in range(${steps}):\n    ${step}`,
    end: '    return x\n',
    test: (value) => `    assert mixed(7) == ${value}\n`,
    around: ['def check(mixed):\n', '\ncheck(mixed)\n'],
  },
  java: {
    entryPoint: 'mixed',
    declaration: 'class Solution {\n    public long mixed(long x) {\n',
    step: '        x = ((x ^ (x >> 3)) * 1103515245L + 12345) & 0x7fffffff;\n',
    loop: (steps, step) => `        for (int i = 0; i < ${steps}; i++)\n${step}`,
    end: '        return x;\n    }\n}\n',
    test: (value) => `        if (s.mixed(7) != ${value}L) throw new AssertionError();\n`,
    around: [
      'public class Main {\n    public static void main(String[] args) {\n        Solution s = new Solution();\n',
      '    }\n}\n',
    ],
  },
  cpp: {
    entryPoint: 'mixed',
    declaration: 'long mixed(long x) {\n',
    step: '    x = ((x ^ (x >> 3)) * 1103515245L + 12345) & 0x7fffffff;\n',
    loop: (steps, step) => `    for (int i = 0; i < ${steps}; i++)\n${step}`,
    end: '    return x;\n}\n',
    test: (value) => `    assert (mixed(7) == ${value});\n`,
    around: ['#undef NDEBUG\n#include<assert.h>\nint main() {\n', '}\n'],
  },
  go: {
    entryPoint: 'Mixed',
    declaration: 'func Mixed(x int) int {\n',
    step: '\tx = ((x^(x>>3))*1103515245 + 12345) & 0x7fffffff\n',
    loop: (steps, step) => `\tfor i := 0; i < ${steps}; i++ {\n${step}\t}\n`,
    end: '\treturn x\n}\n',
    test: (value) => `\tassert.Equal(${value}, Mixed(7))\n`,
    around: ['func TestMixed(t *testing.T) {\n\tassert := assert.New(t)\n', '}\n'],
  },
  rust: {
    entryPoint: 'mixed',
    declaration: 'fn mixed(mut x: i64) -> i64 {\n',
    step: '    x = ((x ^ (x >> 3)) * 1103515245 + 12345) & 0x7fffffff;\n',
    loop: (steps, step) => `    for _ in 0..${steps} {\n${step}    }\n`,
    end: '    x\n}\n',
    test: (value) => `        assert_eq!(mixed(7), ${value});\n`,
    around: [
      '#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn test_mixed() {\n',
      '    }\n}\n',
    ],
  },
};

/** What `mixed(7)` is: a chain of steps that there is no formula for. */
function mixed(steps: number): string {
  let x = 7n;
  for (let i = 0; i < steps; i++) x = ((x ^ (x >> 3n)) * 1103515245n + 12345n) & 0x7fffffffn;
  return x.toString();
}

/**
 * A pure function of so many steps, called with the same constant so many times: what an optimiser that sees the function
 * computes beforehand, all the more where the steps are no loop.
 */
export function busyIn(
  language: Language,
  { steps, calls, isLoop }: { steps: number; calls: number; isLoop: boolean },
): Problem {
  const { entryPoint, declaration, step, loop, end, test, around } = PROGRAMS[language];
  const base = doubledIn(language);
  const [before, behind] = around;
  return {
    ...base,
    uid: `synthetic:${language}/${entryPoint}`,
    entryPoint,
    declaration,
    canonicalBody: `${isLoop ? loop(steps, step) : step.repeat(steps)}${end}`,
    tests: { ...base.tests, hidden: `${before}${test(mixed(steps)).repeat(calls)}${behind}` },
  };
}
