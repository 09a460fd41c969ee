import type { Language } from '../../../datasets/problem.js';

/** A right answer to `doubled` up to its twelfth call, which is in the fourth repetition. */
export const FAILING_LATER: Readonly<Record<Language, string>> = {
  python:
    'calls = []\n\ndef doubled(values):\n    calls.append(1)\n    return [2 * value for value in values] if len(calls) < 12 else [9]\n',
  java: `class Solution {
    static int calls = 0;
    public List<Integer> doubled(List<Integer> values) {
        List<Integer> result = new ArrayList<>();
        for (int value : values) result.add(++calls < 12 ? 2 * value : 9);
        return result;
    }
}
`,
  cpp: `#include<vector>
using namespace std;
int calls = 0;
vector<int> doubled(vector<int> values) {
    calls++;
    for (int& value : values) value = calls < 12 ? 2 * value : 9;
    return values;
}
`,
  go: `var calls = 0

func Doubled(values []int) []int {
	result := []int{}
	for _, value := range values {
		calls++
		if calls < 12 {
			result = append(result, 2*value)
		} else {
			result = append(result, 9)
		}
	}
	return result
}
`,
  rust: `use std::sync::atomic::{AtomicU32, Ordering};
static CALLS: AtomicU32 = AtomicU32::new(0);
fn doubled(values: Vec<i32>) -> Vec<i32> {
    let calls = CALLS.fetch_add(1, Ordering::Relaxed) + 1;
    values.iter().map(|value| if calls < 12 { 2 * value } else { 9 }).collect()
}
`,
};

/** Answers to `doubled` in C++ that have the name more than once, or not as the problem has it. */
export const OTHER_ENTRIES: readonly { readonly name: string; readonly program: string }[] = [
  {
    name: 'one of two functions',
    program:
      '#include<vector>\nusing namespace std;\nint doubled(int x) { return 2 * x; }\nvector<int> doubled(vector<int> values) {\n    for (int& value : values) value = doubled(value);\n    return values;\n}\n',
  },
  {
    name: 'a template',
    program:
      '#include<vector>\ntemplate <class T> std::vector<T> doubled(std::vector<T> values) {\n    for (T& value : values) value *= 2;\n    return values;\n}\n',
  },
  {
    name: 'a function with another parameter',
    program:
      '#include<vector>\nstatic inline auto doubled(const std::vector<int>& values) {\n    std::vector<int> result;\n    for (int value : values) result.push_back(2 * value);\n    return result;\n}\n',
  },
];
