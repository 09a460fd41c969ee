/** Functions in Rust that the dataset's Python runner is put around. */
import { afterAll, describe, expect, it } from 'vitest';
import type { CalledFunction, FunctionalProblem, ProgramTest } from '../../../datasets/program-problem.js';
import { programSubject } from '../../../harness/programs/subject.js';
import { PROGRAM_LIMITS } from '../../../harness/programs/limits.js';
import { EXACT, judged, problemWith, sandbox, toolchainOf } from './judging.js';

afterAll(() => sandbox.close?.());

const RUNNER = [
  '==Code Submission==',
  '',
  'line = sys.stdin.read().strip()',
  'nums = [int(word) for word in line.split(",")]',
  'print("sum", Solution().addUp(nums))',
].join('\n');
const ADD_UP: CalledFunction = {
  name: 'add_up',
  pythonName: 'addUp',
  parameters: [{ list: 'i32' }],
  returns: 'i32',
};
const TESTS: readonly ProgramTest[] = [
  { input: '1,2,3', output: 'sum 6' },
  { input: '-7', output: 'sum -7' },
  { input: '2147483647,-1', output: 'sum 2147483646' },
];

function calling(runner = RUNNER, call = ADD_UP, evaluator = EXACT): FunctionalProblem {
  return { ...problemWith(evaluator, 'rust'), kind: 'functional', starterCode: '', runner, call };
}

const solution = (body: string, signature = 'add_up(nums: Vec<i32>) -> i32') =>
  `impl Solution {\n    pub fn ${signature} {\n        ${body}\n    }\n}\n`;
const RIGHT = solution('nums.iter().sum()');

describe('a function in Rust', () => {
  it('passes where the runner prints what is expected of its value', async () => {
    expect(await judged(calling(), RIGHT, TESTS)).toMatchObject({ verdict: 'passed', passedTests: 3 });
  });

  it('fails with another value', async () => {
    expect(await judged(calling(), solution('nums[0] + 5'), TESTS)).toMatchObject({
      verdict: 'wrong_answer',
      detail: 'test 2: the evaluator refuses the output',
      failedTest: 1,
    });
  });

  it('fails at run time where it panics', async () => {
    const program = solution('if nums.len() == 1 { panic!("no") } nums.iter().sum()');
    expect(await judged(calling(), program, TESTS)).toMatchObject({
      verdict: 'runtime_error',
      failedTest: 1,
    });
  });

  it('exceeds the time limit where it does not end', async () => {
    const program = solution('loop { std::hint::black_box(&nums); }');
    expect((await judged(calling(), program, TESTS, { cpu_ms: 300 })).verdict).toBe('time_limit');
  });

  it('does not compile where it returns another type', async () => {
    const program = solution('nums.len()', 'add_up(nums: Vec<i32>) -> usize');
    expect((await judged(calling(), program, TESTS)).verdict).toBe('compile_error');
  });

  it('may define the structure that it implements, import what it uses and quiet the compiler', async () => {
    const program =
      '#![allow(dead_code)]\nuse std::collections::HashMap;\n#[derive(Debug)]\npub struct Solution;\n' +
      solution(
        'let mut all: HashMap<i32, i32> = HashMap::new(); for n in nums { *all.entry(0).or_default() += n; } all[&0]',
      );
    expect((await judged(calling(), program, TESTS)).verdict).toBe('passed');
  });

  it('has the usual names without importing them', async () => {
    const program = solution(
      'let mut seen = HashSet::new(); seen.insert(max(1, 2)); let mut heap = BinaryHeap::new(); heap.push(Reverse(3)); ' +
        'nums.iter().sum::<i32>() + seen.len() as i32 - heap.len() as i32',
    );
    expect((await judged(calling(), program, TESTS)).verdict).toBe('passed');
  });
});

describe('an answer in Rust that would be more than its function', () => {
  it('has no main of its own', async () => {
    const program = `${RIGHT}fn main() { println!("sum 6"); }`;
    expect((await judged(calling(), program, TESTS)).verdict).toBe('compile_error');
  });

  it('does not pass with the expected output itself, for the runner prints it', async () => {
    const program = solution('println!("sum 6"); std::process::exit(0)');
    expect(await judged(calling(), program, TESTS)).toMatchObject({
      verdict: 'wrong_answer',
      detail: "test 1: printed something else than one value of the function's type",
    });
  });

  it('does not pass with something printed before its value', async () => {
    const program = solution('println!("{}", 6); nums.iter().sum()');
    expect((await judged(calling(), program, TESTS)).verdict).toBe('wrong_answer');
  });

  it('does not pass where it prints nothing and ends well', async () => {
    expect(await judged(calling(), solution('std::process::exit(0)'), TESTS)).toMatchObject({
      verdict: 'wrong_answer',
      detail: 'test 1: printed nothing',
    });
  });

  it('changes nothing with macros, types and traits of the names that are used around it', async () => {
    const program =
      'macro_rules! write { ($($all:tt)*) => { Ok::<(), ()>(()) } }\nmacro_rules! assert { ($($all:tt)*) => { } }\n' +
      '#[allow(non_camel_case_types)] type i32 = ::std::primitive::i32;\n#[derive(Clone)] struct Vec2;\n' +
      'trait Value { fn write(&self, _to: &mut Vec<u8>) {} }\nimpl Value for ::std::primitive::i32 {}\n' +
      'mod std_like { pub fn print() {} }\n' +
      RIGHT;
    expect((await judged(calling(), program, TESTS)).verdict).toBe('passed');
  });

  it('does not print another value by another implementation of how values are printed', async () => {
    const program = `impl self::perforch_call::Value for i32 { }\n${RIGHT}`;
    expect((await judged(calling(), program, TESTS)).verdict).toBe('compile_error');
  });

  it('runs nothing in the runner with a text that it returns', async () => {
    const echo: CalledFunction = {
      name: 'echo',
      pythonName: 'echo',
      parameters: ['String'],
      returns: 'String',
    };
    const runner = '==Code Submission==\nprint(eval(Solution().echo(input())))';
    const program = solution('"__import__(\'os\').getpid()".to_string()', 'echo(text: String) -> String');
    expect(await judged(calling(runner, echo), program, [{ input: 'x', output: '1' }])).toMatchObject({
      verdict: 'wrong_answer',
      detail: "test 1: the dataset's runner can not print what the function returns",
    });
  });

  it('finds no expected output in its sandbox', async () => {
    const secret = 'kept-from-programs';
    const search = [
      'let secret: String = "smargorp-morf-tpek".chars().rev().collect();',
      'let mut paths: Vec<std::path::PathBuf> = ["/proc/self/environ", "/proc/self/cmdline", "/proc/1/environ"].iter().map(Into::into).collect();',
      'for root in ["/work", "/tmp", "/dev/shm", "/opt/perforch/built"] {',
      'for entry in std::fs::read_dir(root).into_iter().flatten().flatten() { paths.push(entry.path()); } }',
      'let holds = |path: &std::path::PathBuf| std::fs::read(path).map(|text| String::from_utf8_lossy(&text).contains(&secret)).unwrap_or(false);',
      'let found = paths.iter().filter(|path| holds(path)).count() as i32;',
      'if nums == [1] { found } else { paths.len() as i32 }',
    ].join('\n');
    const tests = ['1', '2'].map((input) => ({ input, output: `sum ${secret}` }));
    const { verdict, steps } = await judged(calling(), solution(search), tests);
    expect(verdict).toBe('wrong_answer');
    const printed = steps.slice(-2).map(({ stdout }) => Number(stdout.toString()));
    expect(printed[0]).toBe(0);
    expect(printed[1]).toBeGreaterThan(3);
  });
});

describe('values on their way between Python and Rust', () => {
  const all = ['i32', 'i64', 'u32', 'u64', 'usize', 'f64', 'bool', 'char', 'String'] as const;
  const VALUES: Readonly<Record<(typeof all)[number], readonly string[]>> = {
    i32: ['-2147483648', '2147483647'],
    i64: ['-9223372036854775808', '9223372036854775807'],
    u32: ['0', '4294967295'],
    u64: ['0', '18446744073709551615'],
    usize: ['0', '18446744073709551615'],
    f64: [
      '0.1',
      '1e+16',
      '-1e-07',
      '0.3333333333333333',
      '1.7976931348623157e+308',
      '5e-324',
      '-0.0',
      '2.0',
      '123456789012345.0',
    ],
    bool: ['True', 'False'],
    char: ["'a'", "'é'", "'\"'", "'\\\\'", "'\\n'"],
    String: [
      "''",
      "'a b'",
      "'\\x00\\x1f\\x7f'",
      "'\"\\\\/'",
      "'\\r\\n\\t\\x08\\x0c'",
      "'日本語 😀'",
      "'\\u2028'",
    ],
  };

  it.each(all)('%s is the same when it comes back, alone and in lists', async (type) => {
    const call: CalledFunction = {
      name: 'back',
      pythonName: 'back',
      parameters: [{ list: { list: type } }, type],
      returns: { list: { list: type } },
    };
    const runner =
      '==Code Submission==\ngiven, one = ast.literal_eval(input())\nprint(repr(Solution().back(given, one)))';
    const values = VALUES[type];
    const given = `[[${values.join(', ')}], []]`;
    const test = {
      input: `(${given}, ${values[0] ?? ''})`,
      output: `[[${values.join(', ')}], [], [${values[0] ?? ''}]]`,
    };
    const program = solution(
      'let mut all = given; all.push(vec![one]); all',
      `back(given: Vec<Vec<${type}>>, one: ${type}) -> Vec<Vec<${type}>>`,
    );
    const evaluator =
      'def evaluate(expected_output, program_output):\n' +
      '    return repr(eval(expected_output)) == program_output';
    const judgement = await judged(
      calling(runner.replace('given', 'import ast\ngiven'), call, evaluator),
      program,
      [test],
    );
    expect(judgement).toMatchObject({ verdict: 'passed' });
  });

  it('may be long, of single characters most', async () => {
    const call: CalledFunction = {
      name: 'all',
      pythonName: 'all',
      parameters: ['i32'],
      returns: { list: 'char' },
    };
    const runner = '==Code Submission==\nprint("".join(Solution().all(int(input()))))';
    const program = solution("vec!['x'; n as usize]", 'all(n: i32) -> Vec<char>');
    const tests = [{ input: '300000', output: 'x'.repeat(300_000) }];
    expect((await judged(calling(runner, call), program, tests)).verdict).toBe('passed');
  });

  it('may be no number where a float is returned', async () => {
    const call: CalledFunction = { ...ADD_UP, returns: { list: 'f64' } };
    const program = solution(
      'let _ = nums; vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY]',
      'add_up(nums: Vec<i32>) -> Vec<f64>',
    );
    const tests = [{ input: '1', output: 'sum [nan, inf, -inf]' }];
    expect((await judged(calling(RUNNER, call), program, tests)).verdict).toBe('passed');
  });
});

describe("a dataset's Python runner", () => {
  const TWICE = `${RUNNER}\nprint(Solution().addUp(nums))`;

  it.each([
    ['calls twice', TWICE, ADD_UP, /does not call the function exactly once/],
    ['does not call', '==Code Submission==\nprint(1)', ADD_UP, /does not call the function exactly once/],
    [
      'fails before it calls',
      '==Code Submission==\nint(input())\n',
      ADD_UP,
      /does not call the function exactly once/,
    ],
    ['is no Python', '==Code Submission==\nprint(', ADD_UP, /does not call the function exactly once/],
    [
      'hands over a value of another type',
      RUNNER,
      { ...ADD_UP, parameters: ['i32'] as const },
      /other values than/,
    ],
    [
      'hands over a number too large',
      RUNNER.replace('int(word)', 'int(word) << 40'),
      ADD_UP,
      /other values than/,
    ],
  ])('that %s is our failure, whatever the answer', async (_, runner, call, reason) => {
    for (const program of [RIGHT, 'no Rust']) {
      const judgement = await judged(calling(runner, call), program, [...TESTS]);
      expect(judgement).toMatchObject({ verdict: 'harness_error', failedTest: 0 });
      expect(judgement.detail).toMatch(reason);
    }
  });

  it('may end its process with 0, and read its input by its descriptor', async () => {
    const runner = RUNNER.replace('sys.stdin.read()', 'open(0).read()') + '\nsys.exit(0)';
    expect((await judged(calling(runner), RIGHT, [...TESTS])).verdict).toBe('passed');
  });

  it('that can not print a value refuses it', async () => {
    const pair: CalledFunction = { ...ADD_UP, returns: { list: 'i32' } };
    const runner = RUNNER.replace('Solution().addUp(nums)', 'Solution().addUp(nums)[1]');
    const program = solution('nums[..1].to_vec()', 'add_up(nums: Vec<i32>) -> Vec<i32>');
    expect((await judged(calling(runner, pair), program, [...TESTS])).verdict).toBe('wrong_answer');
  });
});

describe('a function in Rust that is measured', () => {
  const measured = async (program: string) => {
    const subject = programSubject(calling(), TESTS, PROGRAM_LIMITS);
    const toolchains = { rust: await toolchainOf('rust'), python: await toolchainOf('python') };
    const build = await subject.build(program, {
      ...{ sandbox, limits: PROGRAM_LIMITS, build: 'optimised' },
      toolchain: (language) => toolchains[language as keyof typeof toolchains],
    });
    if (build.state === 'failed') throw new Error(build.detail);
    const settings = { cpuMs: 10_000, timingCpu: null };
    return await build.program
      .run({ warmUp: 0, repetitions: 2 }, settings)
      .finally(() => build.program.dispose());
  };

  it('runs on all its tests, as often as it is asked to', async () => {
    expect(await measured(RIGHT)).toMatchObject({ state: 'ran', observed: { repetitions: 2 } });
  });

  it('is checked by what the runner prints', async () => {
    expect(await measured(solution('nums[0] + 5'))).toMatchObject({
      state: 'failed',
      verdict: 'wrong_answer',
    });
  });
});
