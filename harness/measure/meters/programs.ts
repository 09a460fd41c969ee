import { readFileSync } from 'node:fs';
import type { Language, Problem } from '../../../datasets/problem.js';

/** One program a language does what all its meters do: its entry point is told which, and gives the amount back. */
interface Texts {
  readonly file: string;
  readonly entryPoint: string;
  readonly declaration: string;
  readonly setup: string;
  /** Tests that call the entry point with `{{what}}` and `{{amount}}`. */
  readonly tests: string;
}

export interface Task {
  readonly id: string;
  readonly what: string;
  readonly amount: number;
}

const TEXTS: Readonly<Record<Language, Texts>> = {
  python: {
    file: 'meter.py',
    entryPoint: 'meter',
    declaration: 'def meter(what: str, amount: int) -> int:\n',
    setup: '',
    tests: 'def check(meter):\n    assert meter("{{what}}", {{amount}}) == {{amount}}\n\n\ncheck(meter)\n',
  },
  java: {
    file: 'Meter.java',
    entryPoint: 'meter',
    declaration: 'class Solution {\n    public int meter(String what, int amount) throws Exception {\n',
    setup: '',
    tests: `public class Main {
    public static void main(String[] args) throws Exception {
        Solution s = new Solution();
        if (s.meter("{{what}}", {{amount}}) != {{amount}}) {
            throw new AssertionError();
        }
    }
}
`,
  },
  cpp: {
    file: 'meter.cpp',
    entryPoint: 'meter',
    declaration: '#include <string>\nusing namespace std;\nint meter(string what, int amount) {\n',
    setup: '',
    tests:
      '#undef NDEBUG\n#include<assert.h>\nint main() {\n    assert (meter("{{what}}", {{amount}}) == {{amount}});\n}\n',
  },
  go: {
    file: 'meter.go.txt',
    entryPoint: 'Meter',
    declaration: 'func Meter(what string, amount int) int {\n',
    setup: 'package main\n\nimport (\n    "testing"\n    "github.com/stretchr/testify/assert"\n)\n',
    tests: `func TestMeter(t *testing.T) {
    assert := assert.New(t)
    assert.Equal({{amount}}, Meter("{{what}}", {{amount}}))
}
`,
  },
  rust: {
    file: 'meter.rs',
    entryPoint: 'meter',
    declaration: 'fn meter(what: &str, amount: u64) -> u64 {\n',
    setup: '',
    tests: `#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_meter() {
        assert_eq!(meter("{{what}}", {{amount}}), {{amount}});
    }
}
`,
  },
};

export function meterProgram(language: Language): string {
  return readFileSync(new URL(`programs/${TEXTS[language].file}`, import.meta.url), 'utf8');
}

/** The problem whose tests make the program do one task. */
export function meterProblem(language: Language, { id, what, amount }: Task): Problem {
  const { entryPoint, declaration, setup, tests } = TEXTS[language];
  const hidden = tests.replaceAll('{{what}}', what).replaceAll('{{amount}}', String(amount));
  return {
    uid: `meter:${language}/${id}`,
    dataset: 'meter',
    taskId: `${language}/${id}`,
    number: 0,
    language,
    entryPoint,
    signature: declaration.trim().split('\n').at(-1)?.trim() ?? '',
    statement: '',
    prompt: declaration,
    declaration,
    // Never put into the declaration: the program is a file of its own.
    canonicalBody: '',
    buggyBody: null,
    refinedBody: null,
    tests: { kind: 'function', setup, hidden, example: null },
    categories: [],
    randomInputs: false,
    defect: null,
  };
}
