import { tricks } from './trick.js';

const doubled = (body: string, others = ''): string =>
  `${others}\nfn doubled(values: Vec<i32>) -> Vec<i32> {\n${body}\n    vec![99; values.len()]\n}\n`;

export const RUST = [
  ...tricks('doubled', [
    ['catch_unwind', 'wrong_answer', doubled('    let _ = std::panic::catch_unwind(|| panic!("x"));')],
    [
      'macros of the judge redefined',
      'wrong_answer',
      doubled(
        '',
        'macro_rules! format { ($($x:tt)*) => { String::new() }; }\nmacro_rules! eprintln { ($($x:tt)*) => {}; }\n',
      ),
    ],
    [
      'tests of its own',
      'wrong_answer',
      doubled('', '#[cfg(test)]\nmod tests { #[test] fn test_doubled() { } }\n'),
    ],
    [
      'a module that is called tests',
      'wrong_answer',
      doubled('', 'mod tests { pub fn test_doubled() { } }\n'),
    ],
    ['a main of its own', 'compile_error', doubled('', 'fn main() { }\n')],
    [
      'a Vec of its own',
      'compile_error',
      'struct Vec<T>(T);\nimpl<T> Vec<T> { fn new() -> i32 { 0 } }\nfn doubled(values: Vec<i32>) -> Vec<i32> { values }\n',
    ],
    [
      'the judge called by its name',
      'compile_error',
      doubled('    crate::perforch_judge::finish(); std::process::exit(0);'),
    ],
  ]),
  ...tricks('half', [
    [
      'an abs of its own',
      'wrong_answer',
      'trait Abs { fn abs(self) -> f64; }\nimpl Abs for f64 { fn abs(self) -> f64 { 0.0 } }\nfn half(n: i32) -> f64 { if n == 8 { 4.0 } else { 99.0 } }\n',
    ],
  ]),
];

export const HONEST_RUST = [
  ...tricks('doubled', [
    [
      'macros, types and traits of its own',
      'passed',
      'macro_rules! twice { ($x:expr) => { 2 * $x }; }\n#[derive(Debug, Clone, PartialEq)]\nstruct Item(i32);\nimpl PartialEq<i32> for Item { fn eq(&self, other: &i32) -> bool { self.0 == *other } }\nfn doubled(values: Vec<i32>) -> Vec<i32> { values.into_iter().map(Item).map(|item| twice!(item.0)).collect() }\n',
    ],
    [
      'a slice and a boxed result',
      'passed',
      'fn doubled(values: Vec<i32>) -> Vec<i32> {\n    let boxed: Box<dyn Fn(&i32) -> i32> = Box::new(|value| 2 * value);\n    values.iter().map(boxed).collect()\n}\nuse std::vec::Vec;\n',
    ],
    [
      'tests and an inner attribute of its own',
      'passed',
      '#![allow(unused)]\nfn doubled(values: Vec<i32>) -> Vec<i32> { values.iter().map(|value| value + value).collect() }\n#[cfg(test)]\nmod tests { use super::*; #[test] fn other() { assert_eq!(doubled(vec![]), vec![]); } }\n',
    ],
  ]),
];
