import { afterAll, describe, expect, it } from 'vitest';
import type { ProgramTest } from '../../../datasets/program-problem.js';
import { EXACT, judged, problemWith, sandbox } from './judging.js';

afterAll(() => sandbox.close?.());

const echo: ProgramTest[] = ['one', 'two', 'three'].map((word) => ({ input: `${word}\n`, output: word }));
const MIB = 1 << 20;
/** Where a line is expected. */
const MOST_KEPT = 64 << 10;

describe('a program on standard input', () => {
  it.each([
    ['CRLF', 'print(input(), end="\\r\\n")'],
    ['colours', 'print("\\033[31m" + input() + "\\033[0m")'],
    ['space around it', 'print("\\n  " + input() + "\\n\\n")'],
  ])('passes with %s in its output', async (_, program) => {
    expect((await judged(problemWith(EXACT), program, echo)).verdict).toBe('passed');
  });

  it('fails where it prints nothing and exits with 0, whatever the evaluator says', async () => {
    const careless = problemWith('def evaluate(expected_output, program_output):\n    return True');
    const judgement = await judged(careless, 'pass', echo);
    expect(judgement).toMatchObject({
      verdict: 'wrong_answer',
      detail: 'test 1: printed nothing',
      failedTest: 0,
    });
  });

  it('passes where nothing is to be printed', async () => {
    const tests = [{ input: 'x\n', output: '\n' }];
    expect((await judged(problemWith(EXACT), 'input()', tests)).verdict).toBe('passed');
  });

  it('fails with the right output and another exit code than 0', async () => {
    const program = 'import sys\nprint(input())\nsys.exit(3)';
    expect(await judged(problemWith(EXACT), program, echo)).toMatchObject({
      verdict: 'runtime_error',
      detail: 'test 1: exited with 3',
    });
  });

  it('is told its first failure in the order of the tests', async () => {
    const program =
      'word = input()\nif word == "three": raise SystemExit(1)\nprint(word.replace("two", "2"))';
    expect(await judged(problemWith(EXACT), program, echo)).toMatchObject({
      verdict: 'wrong_answer',
      passedTests: 1,
      failedTest: 1,
    });
  });

  it('is not run on the tests behind one that it does not pass', async () => {
    const tests = Array.from({ length: 60 }, (_, at) => ({ input: `${at}\n`, output: String(at) }));
    const { steps, failedTest } = await judged(problemWith(EXACT), 'print(1)', tests);
    expect(failedTest).toBe(0);
    expect(steps.length).toBeLessThan(15);
  });

  it('that does not end exceeds the time limit', async () => {
    const judgement = await judged(problemWith(EXACT), 'while True: pass', echo, { cpu_ms: 300 });
    expect(judgement).toMatchObject({ verdict: 'time_limit', steps: { length: 2 } });
  });

  it('that needs too much memory exceeds the memory limit', async () => {
    const program = 'x = bytearray(300 << 20)\nfor i in range(0, len(x), 4096): x[i] = 1\nprint(input())';
    const judgement = await judged(problemWith(EXACT), program, echo, { memory_mib: 128 });
    expect(judgement.verdict).toBe('memory_limit');
  });

  it('that floods its output exceeds the output limit', async () => {
    const program = 'while True: print("x" * 10000)';
    expect((await judged(problemWith(EXACT), program, echo, { output_mib: 1 })).verdict).toBe('output_limit');
  });

  it('that prints more than is kept is not judged by a part of it', async () => {
    const program = `print(input() + " " * ${2 * MOST_KEPT})`;
    expect((await judged(problemWith(EXACT), program, echo)).verdict).toBe('output_limit');
  });

  it('that has to print megabytes is judged by all of them, whatever the limit', async () => {
    const right = `print("x" * ${20 * MIB - 1} + input())`;
    const tests = ['y', 'z'].map((input) => ({ input, output: `${'x'.repeat(20 * MIB - 1)}${input}` }));
    expect((await judged(problemWith(EXACT), right, tests)).verdict).toBe('passed');
    const wrong = `print("x" * ${20 * MIB - 1} + "y")`;
    expect(await judged(problemWith(EXACT), wrong, tests)).toMatchObject({
      verdict: 'wrong_answer',
      failedTest: 1,
    });
  });

  it('that is no program fails to compile', async () => {
    expect(await judged(problemWith(EXACT), 'print(', echo)).toMatchObject({
      verdict: 'compile_error',
      failedTest: null,
    });
  });

  it('finds no expected output in its sandbox', async () => {
    const secret = 'kept-from-programs';
    const tests = [{ input: '\n', output: secret }];
    const program = [
      'import os',
      'found = []',
      'paths = [f"/proc/1/{name}" for name in ("environ", "cmdline", "maps", "mem")]',
      'paths += [f"/proc/{pid}/fd/{fd}" for pid in (1, "self") for fd in (0, *range(3, 64))]',
      'for root in ("/work", "/tmp", "/dev/shm", "/etc"):',
      '    paths += [os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names]',
      'for path in paths:',
      '    try:',
      '        with open(path, "rb") as file:',
      `            if b"${secret.slice(0, 8)}" + b"${secret.slice(8)}" in file.read(1 << 20): found.append(path)`,
      '    except OSError: pass',
      'print(found)',
    ].join('\n');
    const { verdict, steps } = await judged(problemWith(EXACT), program, tests);
    expect(verdict).toBe('wrong_answer');
    expect(steps.at(-1)?.stdout.toString()).toBe('[]\n');
  });

  it('leaves no process behind for its next test', async () => {
    const program = [
      'import os, time',
      'word = input()',
      'others = [pid for pid in os.listdir("/proc") if pid.isdigit() and int(pid) not in (1, os.getpid())]',
      'if os.fork() == 0: os.setsid(); time.sleep(60)',
      'print(word if not others else others)',
    ].join('\n');
    expect((await judged(problemWith(EXACT), program, echo)).verdict).toBe('passed');
  });
});

describe("a dataset's evaluator", () => {
  const verdictBy = async (evaluator: string, program = 'print(input())') => {
    const { verdict, detail } = await judged(problemWith(evaluator), program, echo.slice(0, 1));
    return `${verdict}: ${detail}`;
  };
  const define = (...lines: string[]) =>
    ['def evaluate(expected_output, program_output):', ...lines.map((line) => `    ${line}`)].join('\n');

  it('is given the expected output first', async () => {
    const evaluator = define('return (expected_output, program_output) in [("one", "uno"), ("one", "one")]');
    expect(await verdictBy(evaluator, 'print("uno")')).toBe('passed: passed 1 tests');
  });

  it('has the usual names', async () => {
    const evaluator = define('return Counter(expected_output) == Counter(program_output) and gcd(4, 6) == 2');
    expect(await verdictBy(evaluator, 'print("eno")')).toBe('passed: passed 1 tests');
  });

  it('that raises on an output refuses it', async () => {
    const evaluator = define('return [expected_output].index(program_output) == 0');
    expect(await verdictBy(evaluator, 'print("uno")')).toMatch(
      /^wrong_answer: test 1: the evaluator can not read/,
    );
  });

  it.each([
    ['refuses everything', define('return False')],
    ['raises always', define('raise ValueError')],
    ['is no Python', 'def evaluate(:'],
    ['ends its process', define('import os', 'os._exit(0)')],
  ])('that %s is our failure, not the program’s', async (_, evaluator) => {
    expect(await verdictBy(evaluator)).toBe(
      'harness_error: test 1: the evaluator refuses the expected output, too',
    );
  });

  it('that prints to every descriptor changes no verdict', async () => {
    const evaluator = define(
      'import os',
      'for descriptor in range(3, 64):',
      '    try:',
      '        if descriptor != max(int(name) for name in os.listdir("/proc/self/fd")): os.write(descriptor, b"")',
      '    except OSError: pass',
      'print("t" * 50, flush=True)',
      'return expected_output == program_output',
    );
    expect(await verdictBy(evaluator, 'print("uno")')).toMatch(/^wrong_answer/);
  });

  describe('that reads outputs with eval', () => {
    const tests = [{ input: '', output: '[1, 2]' }];
    /** Answers in the place of the evaluator, over whatever it has open. */
    const attack = [
      "all = \"__import__('os').listdir('/proc/self/fd')\"",
      "there = \"__import__('os').path.exists('/proc/self/fd/' + fd)\"",
      "print(f\"[__import__('os').write(int(fd), b't') for fd in {all} if int(fd) > 2 and {there}]\")",
    ].join('\n');

    it('reads literals', async () => {
      const evaluator = define('return eval(expected_output) == eval(program_output)');
      expect((await judged(problemWith(evaluator), 'print([1, 2])', tests)).verdict).toBe('passed');
    });

    it('does not run them', async () => {
      const evaluator = define('return eval(expected_output) == eval(program_output)');
      expect((await judged(problemWith(evaluator), attack, tests)).verdict).toBe('wrong_answer');
    });

    it('would be fooled if it ran them', async () => {
      const evaluator = define(
        'import builtins',
        'return builtins.eval(expected_output) == builtins.eval(program_output)',
      );
      expect((await judged(problemWith(evaluator), attack, tests)).verdict).toBe('passed');
    });
  });

  it('keeps nothing from one output to the next', async () => {
    const evaluator = `seen = []\n${define('seen.append(program_output)', 'return len(seen) == 1')}`;
    expect((await judged(problemWith(evaluator), 'print(input())', echo)).verdict).toBe('passed');
  });

  it('has no network and none of the host’s files', async () => {
    const evaluator = define(
      'import os, socket',
      'assert not os.path.exists("/root/.cache") and "HOME" not in os.environ',
      'try: socket.create_connection(("127.0.0.1", 22), 1)',
      'except OSError: return True',
    );
    expect(await verdictBy(evaluator)).toBe('passed: passed 1 tests');
  });
});
