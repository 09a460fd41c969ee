import type { Language, Problem } from '../../datasets/problem.js';

interface Texts {
  readonly entryPoint: string;
  readonly declaration: string;
  readonly canonicalBody: string;
  readonly hidden: string;
}

const GO_SETUP = 'package main\n\nimport (\n    "testing"\n    "github.com/stretchr/testify/assert"\n)\n';

/** `doubled([1, 2])` is `[2, 4]`: a result that the tests compare as a whole. */
const DOUBLED: Readonly<Record<Language, Texts>> = {
  python: {
    entryPoint: 'doubled',
    declaration: 'from typing import List\n\n\ndef doubled(values: List[int]) -> List[int]:\n',
    canonicalBody: '    return [2 * value for value in values]\n',
    hidden:
      'def check(doubled):\n    assert doubled([1, 2]) == [2, 4]\n    assert doubled([]) == []\n    assert len(doubled([7])) == 1\n\ncheck(doubled)\n',
  },
  java: {
    entryPoint: 'doubled',
    declaration:
      'import java.util.*;\n\nclass Solution {\n    public List<Integer> doubled(List<Integer> values) {\n',
    canonicalBody:
      '        List<Integer> result = new ArrayList<>();\n        for (int value : values) result.add(2 * value);\n        return result;\n    }\n}\n',
    hidden: `public class Main {
    public static void main(String[] args) {
        Solution s = new Solution();
        List<Boolean> correct = Arrays.asList(
                s.doubled(new ArrayList<>(Arrays.asList(1, 2))).equals(Arrays.asList(2, 4)),
                s.doubled(new ArrayList<>(Arrays.asList())).equals(Arrays.asList()),
                s.doubled(new ArrayList<>(Arrays.asList(7))).equals(Arrays.asList(14))
        );
        if (correct.contains(false)) {
            throw new AssertionError();
        }
    }
}
`,
  },
  cpp: {
    entryPoint: 'doubled',
    declaration: '#include<vector>\nusing namespace std;\nvector<int> doubled(vector<int> values) {\n',
    canonicalBody: '    for (int& value : values) value *= 2;\n    return values;\n}\n',
    hidden: `#undef NDEBUG
#include<assert.h>
bool issame(vector<int> a, vector<int> b) {
    if (a.size() != b.size()) return false;
    for (int i = 0; i < a.size(); i++) if (a[i] != b[i]) return false;
    return true;
}
int main() {
    assert (doubled({1, 2}) == vector<int>({2, 4}));
    assert (issame(doubled({}), {}));
    assert (issame(doubled({7}), {14}));
}
`,
  },
  go: {
    entryPoint: 'Doubled',
    declaration: 'func Doubled(values []int) []int {\n',
    canonicalBody:
      '    result := []int{}\n    for _, value := range values {\n        result = append(result, 2*value)\n    }\n    return result\n}\n',
    hidden: `func TestDoubled(t *testing.T) {
    assert := assert.New(t)
    assert.Equal([]int{2, 4}, Doubled([]int{1, 2}))
    assert.Equal(true, len(Doubled([]int{7})) == 1)
}
`,
  },
  rust: {
    entryPoint: 'doubled',
    declaration: 'fn doubled(values: Vec<i32>) -> Vec<i32> {\n',
    canonicalBody: '    values.iter().map(|value| 2 * value).collect()\n}\n',
    hidden: `#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_doubled() {
        assert_eq!(doubled(vec![1, 2]), vec![2, 4]);
        assert!(doubled(vec![]) == Vec::<i32>::new());
        assert_eq!(doubled(vec![7]), [14]);
    }
}
`,
  },
};

/** `half(3)` is about `1.5`: a number that the tests compute with. */
const HALF: Readonly<Record<Language, Texts>> = {
  python: {
    entryPoint: 'half',
    declaration: 'def half(n: int) -> float:\n',
    canonicalBody: '    return n / 2\n',
    hidden:
      'import math\n\ndef check(half):\n    assert abs(half(3) - 1.5) < 1e-6\n    assert math.fabs(half(8) - 4.0) < 1e-6\n    assert all([half(2) == 1, half(4) == 2])\n    assert sorted([half(6), half(2)]) == [1, 3]\n\ncheck(half)\n',
  },
  java: {
    entryPoint: 'half',
    declaration: 'import java.util.*;\n\nclass Solution {\n    public double half(int n) {\n',
    canonicalBody: '        return n / 2.0;\n    }\n}\n',
    hidden: `public class Main {
    public static void main(String[] args) {
        Solution s = new Solution();
        List<Boolean> correct = Arrays.asList(
                Math.abs(s.half(3) - 1.5) < 1e-6,
                Objects.equals(s.half(8), 4.0)
        );
        if (correct.contains(false)) {
            throw new AssertionError();
        }
    }
}
`,
  },
  cpp: {
    entryPoint: 'half',
    declaration: '#include<math.h>\nusing namespace std;\ndouble half(int n) {\n',
    canonicalBody: '    return n / 2.0;\n}\n',
    hidden:
      '#undef NDEBUG\n#include<assert.h>\nint main() {\n    assert (abs(half(3) - 1.5) < 1e-4);\n    assert (half(8) == 4.0);\n}\n',
  },
  go: {
    entryPoint: 'Half',
    declaration: 'func Half(n int) float64 {\n',
    canonicalBody: '    return float64(n) / 2\n}\n',
    hidden: `func TestHalf(t *testing.T) {
    assert := assert.New(t)
    assert.Equal(true, math.Abs(Half(3)-1.5) < 1e-6)
    assert.Equal(4.0, Half(8))
}
`,
  },
  rust: {
    entryPoint: 'half',
    declaration: 'fn half(n: i32) -> f64 {\n',
    canonicalBody: '    n as f64 / 2.0\n}\n',
    hidden: `#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_half() {
        assert!((half(3) - 1.5).abs() < 1e-6);
        assert_eq!(half(8), 4.0);
    }
}
`,
  },
};

/** `decode(encode(3))` is 3, where the declaration brings `encode` along. */
const DECODED: Readonly<Partial<Record<Language, Texts>>> = {
  python: {
    entryPoint: 'decode',
    declaration: 'def encode(x):\n    return x + 1\n\n\ndef decode(x):\n',
    canonicalBody: '    return x - 1\n',
    hidden: 'def check(decode):\n    assert decode(encode(3)) == 3\n\ncheck(decode)\n',
  },
};

function problemOf(language: Language, texts: Texts): Problem {
  const { entryPoint, declaration, canonicalBody, hidden } = texts;
  return {
    uid: `synthetic:${language}/${entryPoint}`,
    dataset: 'synthetic',
    taskId: `${language}/${entryPoint}`,
    number: 1,
    language,
    entryPoint,
    signature: '',
    statement: '',
    prompt: declaration,
    declaration,
    canonicalBody,
    buggyBody: null,
    refinedBody: null,
    tests: { kind: 'function', setup: language === 'go' ? GO_SETUP : '', hidden, example: null },
    categories: [],
    randomInputs: false,
    defect: null,
  };
}

/** Problems whose tests are small, and use what attacks want to replace. */
export const doubledIn = (language: Language): Problem => problemOf(language, DOUBLED[language]);
export const halfIn = (language: Language): Problem => problemOf(language, HALF[language]);

/** The problem of this name that attacks are judged with. */
export function problemFor(name: 'doubled' | 'half' | 'decoded', language: Language): Problem {
  if (name === 'doubled') return doubledIn(language);
  if (name === 'half') return halfIn(language);
  const texts = DECODED[language];
  if (texts === undefined) throw new Error(`the problem "${name}" is not given in ${language}`);
  return problemOf(language, texts);
}
