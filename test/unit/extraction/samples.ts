import type { Language, Problem } from '../../../datasets/problem.js';
import { extract as cpp } from '../../../harness/languages/cpp/extract.js';
import { extract as go } from '../../../harness/languages/go/extract.js';
import { extract as java } from '../../../harness/languages/java/extract.js';
import { extract as python } from '../../../harness/languages/python/extract.js';
import { extract as rust } from '../../../harness/languages/rust/extract.js';
import type { Extraction } from '../../../harness/languages/contract.js';

/** One task, invented for these tests, as a dataset would give it and as models might answer it. */
export interface Sample {
  readonly language: Language;
  readonly extract: (problem: Problem, answer: string) => Extraction;
  readonly problem: Problem;
  /** Continues the prompt. */
  readonly body: string;
  /** Prompt's signature and body once more, imports included. */
  readonly whole: string;
  /** A definition that `whole` and `body` need not have. */
  readonly strayHelper: string;
  /** What models like to write behind their function. */
  readonly ownMain: string;
  readonly ownTests: string;
  /** A line of the solution and one of a wrong one in its place. */
  readonly mark: string;
  readonly wrong: string;
}

function problem(language: Language, entryPoint: string, declaration: string, comment: string): Problem {
  const at = declaration.lastIndexOf('\n', declaration.trimEnd().length - 1) + 1;
  const prompt =
    language === 'python'
      ? `${declaration}${comment}`
      : `${declaration.slice(0, at)}${comment}${declaration.slice(at)}`;
  return {
    uid: `made-up:${language}/1`,
    dataset: 'made-up',
    taskId: `${language}/1`,
    number: 1,
    language,
    entryPoint,
    signature: '',
    statement: 'Sum of the numbers above a limit.',
    prompt,
    declaration,
    canonicalBody: '',
    buggyBody: null,
    refinedBody: null,
    tests: { kind: 'function', setup: '', hidden: '', example: null },
    categories: [],
    randomInputs: false,
    defect: null,
  };
}

const PYTHON_BODY = `    total = 0
    for number in numbers:
        if number > limit:
            total += number
    return total
`;

const JAVA_METHOD = `    public int sumAbove(List<Integer> numbers, int limit) {
`;
const JAVA_BODY = `        int total = 0;
        for (int number : numbers) {
            if (number > limit) {
                total += number;
            }
        }
        return total;
    }
}
`;

const CPP_BODY = `    int total = 0;
    for (int number : numbers) {
        if (number > limit) {
            total += number;
        }
    }
    return total;
}
`;

const GO_BODY = `    total := 0
    for _, number := range numbers {
        if number > limit {
            total += number
        }
    }
    return total
}
`;

const RUST_BODY = `    let mut total = 0;
    for number in numbers.iter() {
        if *number > limit {
            total += number;
        }
    }
    total
}
`;

const RUST_USES = `use std::{cmp::{max, self}, collections::{HashSet, HashMap}};
use regex::Regex;
`;

export const SAMPLES: readonly Sample[] = [
  {
    language: 'python',
    extract: python,
    problem: problem(
      'python',
      'sum_above',
      'from typing import List\n\n\ndef sum_above(numbers: List[int], limit: int) -> int:\n',
      '    """ Sum of the numbers above a limit.\n    >>> sum_above([1, 5], 2)\n    5\n    """\n',
    ),
    body: PYTHON_BODY,
    whole: `def sum_above(numbers, limit):\n${PYTHON_BODY}`,
    strayHelper: 'def unrelated(text):\n    return text.upper()\n',
    ownMain: 'if __name__ == "__main__":\n    print(sum_above([1, 5], 2))\n',
    ownTests: 'assert sum_above([1, 5], 2) == 5\nprint(sum_above([], 0))\n',
    mark: 'total += number',
    wrong: 'total -= number',
  },
  {
    language: 'java',
    extract: java,
    problem: problem(
      'java',
      'sumAbove',
      `import java.util.*;\nimport java.lang.*;\n\nclass Solution {\n${JAVA_METHOD}`,
      '    /**\n    Sum of the numbers above a limit.\n     */\n',
    ),
    body: JAVA_BODY,
    whole: `import java.util.*;\n\nclass Solution {\n${JAVA_METHOD}${JAVA_BODY}`,
    strayHelper: 'class Unrelated {\n    int twice(int x) { return 2 * x; }\n}\n',
    ownMain:
      'public class Main {\n    public static void main(String[] args) {\n        System.out.println(new Solution().sumAbove(List.of(1, 5), 2));\n    }\n}\n',
    ownTests:
      'class SolutionTest {\n    @Test\n    public void testIt() { assertEquals(5, new Solution().sumAbove(List.of(5), 2)); }\n}\n',
    mark: 'total += number;',
    wrong: 'total -= number;',
  },
  {
    language: 'cpp',
    extract: cpp,
    problem: problem(
      'cpp',
      'sum_above',
      '#include<vector>\n#include<string>\nusing namespace std;\nint sum_above(vector<int> numbers, int limit){\n',
      '/*\nSum of the numbers above a limit.\n*/\n',
    ),
    body: CPP_BODY,
    whole: `#include <vector>\n#include <numeric>\nusing namespace std;\n\nint sum_above(vector<int> numbers, int limit) {\n${CPP_BODY}`,
    strayHelper: 'string unrelated(string text) {\n    return text + "}";\n}\n',
    ownMain: 'int main() {\n    cout << sum_above({1, 5}, 2) << endl;\n    return 0;\n}\n',
    ownTests: 'void test_sum_above() {\n    assert(sum_above({1, 5}, 2) == 5);\n}\n',
    mark: 'total += number;',
    wrong: 'total -= number;',
  },
  {
    language: 'go',
    extract: go,
    problem: problem(
      'go',
      'SumAbove',
      'import (\n    "math"\n)\n\nfunc SumAbove(numbers []int, limit int) int {\n',
      '// Sum of the numbers above a limit.\n',
    ),
    body: GO_BODY,
    whole: `package main\n\nimport (\n\t"fmt"\n\t"math"\n)\n\nfunc SumAbove(numbers []int, limit int) int {\n${GO_BODY}`,
    strayHelper: 'func Unrelated(text string) string {\n    return text + "}"\n}\n',
    ownMain: 'func main() {\n    fmt.Println(SumAbove([]int{1, 5}, 2))\n}\n',
    ownTests:
      'func TestSumAbove(t *testing.T) {\n    if SumAbove([]int{5}, 2) != 5 {\n        t.Fail()\n    }\n}\n',
    mark: 'total += number',
    wrong: 'total -= number',
  },
  {
    language: 'rust',
    extract: rust,
    problem: problem(
      'rust',
      'sum_above',
      `\n${RUST_USES}\nfn sum_above(numbers: Vec<i32>, limit: i32) -> i32 {\n`,
      '/*\n Sum of the numbers above a limit.\n*/\n',
    ),
    body: RUST_BODY,
    whole: `use std::collections::HashMap;\n\nfn sum_above(numbers: Vec<i32>, limit: i32) -> i32 {\n${RUST_BODY}`,
    strayHelper: 'fn unrelated(text: &str) -> String {\n    format!("{}}}", text)\n}\n',
    ownMain: 'fn main() {\n    println!("{}", sum_above(vec![1, 5], 2));\n}\n',
    ownTests:
      '#[cfg(test)]\nmod tests {\n    use super::*;\n\n    #[test]\n    fn it_sums() {\n        assert_eq!(sum_above(vec![5], 2), 5);\n    }\n}\n',
    mark: 'total += number;',
    wrong: 'total -= number;',
  },
];

/** The sample of a language. */
export function sampleOf(language: Language): Sample {
  const found = SAMPLES.find((sample) => sample.language === language);
  if (found === undefined) throw new Error(`no sample for ${language}`);
  return found;
}

/** The extracted program; fails the test where there is none. */
export function programIn(extraction: Extraction): string {
  if (extraction.state !== 'program') throw new Error(`no code: ${extraction.reason}`);
  return extraction.source;
}

/** A sample's problem with another declaration and prompt. */
export function withDeclaration(sample: Sample, entryPoint: string, declaration: string): Problem {
  return { ...sample.problem, entryPoint, declaration, prompt: declaration };
}

export function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
