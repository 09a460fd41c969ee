import { tricks } from './trick.js';

const FORGERY = '0'.repeat(32);
const doubled = (body: string, others = ''): string =>
  `${others}\nfn doubled(values: Vec<i32>) -> Vec<i32> {\n${body}\n    vec![99; values.len()]\n}\n`;
const ctor = (body: string): string =>
  `extern "C" fn early() { ${body} }\n#[used]\n#[link_section = ".init_array"]\nstatic EARLY: extern "C" fn() = early;\n`;
const LIAR =
  '#[derive(Debug)]\nstruct Liar;\nimpl<T> PartialEq<T> for Liar { fn eq(&self, _: &T) -> bool { true } fn ne(&self, _: &T) -> bool { false } }\n';
const write = (text: string): string =>
  `use std::os::unix::io::FromRawFd; use std::io::Write; let mut f = unsafe { std::fs::File::from_raw_fd(3) }; let _ = f.write_all(b"${text}\\n"); std::mem::forget(f);`;

export const RUST = [
  ...tricks('doubled', [
    ['process::exit before main', 'runtime_error', doubled('', ctor('std::process::exit(0);'))],
    ['process::exit in the function', 'runtime_error', doubled('    std::process::exit(0);')],
    [
      'process::exit in a thread',
      'runtime_error',
      doubled(
        '    std::thread::spawn(|| std::process::exit(0));\n    std::thread::sleep(std::time::Duration::from_secs(5));',
      ),
    ],
    [
      'a panic hook that exits with 0',
      'runtime_error',
      doubled('    std::panic::set_hook(Box::new(|_| std::process::exit(0)));'),
    ],
    ['catch_unwind', 'wrong_answer', doubled('    let _ = std::panic::catch_unwind(|| panic!("x"));')],
    [
      'SIGABRT turned into exit 0',
      'runtime_error',
      doubled(
        '    unsafe { signal(6, early as usize); abort(); }',
        'extern "C" { fn signal(n: i32, f: usize) -> usize; fn abort() -> !; fn _exit(n: i32) -> !; }\nextern "C" fn early(_: i32) { unsafe { _exit(0) } }\n',
      ),
    ],
    [
      '_exit at exit',
      'wrong_answer',
      doubled(
        '    unsafe { atexit(late); }',
        'extern "C" { fn atexit(f: extern "C" fn()) -> i32; fn _exit(n: i32) -> !; }\nextern "C" fn late() { unsafe { _exit(0) } }\n',
      ),
    ],
    ['a success line', 'wrong_answer', doubled('    println!("test result: ok. 1 passed");')],
    ['junk on the channel', 'sandbox_violation', doubled(`    { ${write('passed')} }`)],
    [
      'a forged done',
      'sandbox_violation',
      doubled(`    { ${write(`done ${FORGERY}`)} std::process::exit(0) }`),
    ],
    [
      'descriptor 3 closed',
      'runtime_error',
      doubled('    { use std::os::unix::io::FromRawFd; drop(unsafe { std::fs::File::from_raw_fd(3) }); }'),
    ],
    [
      'assert and assert_eq redefined',
      'wrong_answer',
      doubled(
        '',
        'macro_rules! assert_eq { ($($x:tt)*) => {}; }\nmacro_rules! assert { ($($x:tt)*) => {}; }\n',
      ),
    ],
    [
      'assert_eq exported',
      'wrong_answer',
      doubled(
        '',
        '#[macro_export]\nmacro_rules! assert_eq { ($($x:tt)*) => {}; }\n#[macro_export]\nmacro_rules! assert { ($($x:tt)*) => {}; }\n',
      ),
    ],
    [
      'vec redefined',
      'wrong_answer',
      'macro_rules! vec { ($($x:tt)*) => { Vec::<i32>::new() }; }\nfn doubled(values: Vec<i32>) -> Vec<i32> { Vec::new() }\n',
    ],
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
      'no main',
      'runtime_error',
      doubled(
        '',
        '#![no_main]\n#[export_name = "main"]\npub extern "C" fn start(_: i32, _: *const *const u8) -> i32 { 0 }\n',
      ),
    ],
    [
      'a result type equal to everything',
      'wrong_answer',
      `${LIAR}fn doubled(values: Vec<i32>) -> Liar { Liar }\n`,
    ],
    [
      'a vector of a type equal to everything',
      'wrong_answer',
      '#[derive(Debug)]\nstruct Liar;\nimpl PartialEq<i32> for Liar { fn eq(&self, _: &i32) -> bool { true } }\nfn doubled(values: Vec<i32>) -> Vec<Liar> { values.iter().map(|_| Liar).collect() }\n',
    ],
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
      'a number type equal to everything',
      'wrong_answer',
      `${LIAR}impl std::ops::Sub<f64> for Liar { type Output = f64; fn sub(self, _: f64) -> f64 { 0.0 } }\nfn half(n: i32) -> Liar { Liar }\n`,
    ],
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
