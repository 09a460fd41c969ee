import { describe, expect, it } from 'vitest';
import { calledFunction } from '../../../../datasets/effibench-x/rust-call.js';

const rust = (signature: string) => `impl Solution {\n    pub fn ${signature} {\n        \n    }\n}`;
const python = (signature: string) => `class Solution:\n    def ${signature}:\n        `;

describe('the function that a Rust answer has', () => {
  it('is read off both starter codes', () => {
    const call = calledFunction(
      rust('max_profit2(prices: Vec<Vec<i64>>, k: i32, name: String, marks: Vec<char>) -> Vec<f64>'),
      python('maxProfit2(self, prices: List[List[int]], k: int, name: str, marks: List[str]) -> List[float]'),
    );
    expect(call).toEqual({
      name: 'max_profit2',
      pythonName: 'maxProfit2',
      parameters: [{ list: { list: 'i64' } }, 'i32', 'String', { list: 'char' }],
      returns: { list: 'f64' },
    });
  });

  it('may have comments, a last comma and types of other writing', () => {
    const code = `// A task.\n${rust('is_odd(n: i32,\n  of: Vec < i32 >,) -> bool')}`;
    expect(calledFunction(code, python('isOdd(self, n: int, of: list[int]) -> bool'))).toMatchObject({
      parameters: ['i32', { list: 'i32' }],
    });
  });

  it.each([
    [
      'changes its argument',
      'rotate(nums: &mut Vec<i32>)',
      'rotate(self, nums: List[int]) -> None',
      /one function that returns/,
    ],
    ['is given a reference', 'f(n: &str) -> i32', 'f(self, n: str) -> int', /values of type &str/],
    [
      'is given a list of nodes',
      'f(l: Option<Box<ListNode>>) -> i32',
      'f(self, l: Optional[ListNode]) -> int',
      /values of type Option/,
    ],
    ['is given nothing', 'f() -> i32', 'f(self) -> int', /one function/],
    ['has another name', 'f(n: i32) -> i32', 'g(self, n: int) -> int', /differs/],
    [
      'has its parameters in another order',
      'f(n: i32, m: i32) -> i32',
      'f(self, m: int, n: int) -> int',
      /differs/,
    ],
    ['has fewer parameters', 'f(n: i32) -> i32', 'f(self, n: int, m: int) -> int', /differs/],
    ['has another type', 'f(n: i32) -> i32', 'f(self, n: str) -> int', /differs/],
    ['returns another type', 'f(n: i32) -> Vec<i32>', 'f(self, n: int) -> int', /differs/],
    ['is of an unknown Python type', 'f(n: i32) -> i32', 'f(self, n: Optional[int]) -> int', /differs/],
  ])('is not taken where it %s', (_, inRust, inPython, reason) => {
    expect(calledFunction(rust(inRust), python(inPython))).toMatch(reason);
  });

  it('is not taken where there is more than one, or something in it', () => {
    const two = 'impl Solution { pub fn f(n: i32) -> i32 { } pub fn g(n: i32) -> i32 { } }';
    const full = 'impl Solution { pub fn f(n: i32) -> i32 { n } }';
    for (const code of [two, full])
      expect(calledFunction(code, python('f(self, n: int) -> int'))).toMatch(/not one function/);
  });
});
