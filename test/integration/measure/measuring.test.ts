import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../datasets/problem.js';
import type { Measurement } from '../../../harness/measure/measurement.js';
import { presetOf } from '../../../harness/measure/presets.js';
import { findCgroups } from '../../../harness/sandbox/cgroup.js';
import { median } from '../../../harness/measure/statistics/index.js';
import { doubledIn } from '../languages/synthetic.js';
import { figures, measured, miniProblem, programOf, QUICK } from './bench.js';

/** A burst of a neighbour's work on a shared machine spoils a measurement, which then says so; a fault of ours spoils all of them. */
const AGAIN = { retry: 3 };

/** A task whose refined solution is faster by much more than noise. */
const QUADRATIC = 1;

const isNearOne = (result: Measurement): boolean =>
  result.state === 'measured' && figures(result).timeRatio > 0.5 && figures(result).timeRatio < 2;

describe.each(LANGUAGES)('%s', AGAIN, (language) => {
  const short = doubledIn(language);
  const program = programOf(short, short.canonicalBody);
  let itself: Measurement;
  beforeAll(async () => {
    for (let tries = 0; tries <= AGAIN.retry; tries += 1) {
      itself = await measured(short, program, program);
      if (isNearOne(itself)) return;
    }
  });

  test('a program that takes more than twice as long is called slower', async () => {
    const problem = miniProblem(language, QUADRATIC);
    const slow = programOf(problem, problem.canonicalBody);
    // A hundred times as slow: at the usual floor that is minutes.
    const briefly = { ...QUICK, floorNs: QUICK.floorNs / 3 };
    const result = await measured(problem, slow, programOf(problem, problem.refinedBody), briefly);
    expect(figures(result)).toMatchObject({ call: 'slower' });
    expect(figures(result).timeRatio).toBeGreaterThan(2);
  });

  test('a program against itself comes out near 1, and every process is kept', () => {
    const { timeRatio, reference, candidate, n } = figures(itself);
    expect(timeRatio).toBeGreaterThan(0.5);
    expect(timeRatio).toBeLessThan(2);
    expect(candidate.maxMemoryBytes / reference.maxMemoryBytes).toBeGreaterThan(0.5);
    expect(candidate.maxMemoryBytes / reference.maxMemoryBytes).toBeLessThan(2);
    for (const side of ['reference', 'candidate']) {
      const own = itself.samples.filter((sample) => sample.side === side);
      expect(own.filter(({ purpose }) => purpose === 'timing')).toHaveLength(n);
      expect(own.filter(({ purpose }) => purpose === 'resources')).toHaveLength(QUICK.resourceRuns);
    }
  });

  test('repetitions take about the floor, and start-up is not among them', () => {
    const timing = itself.samples.filter(({ purpose, side }) => purpose === 'timing' && side === 'reference');
    expect(median(timing.map(({ bodyCpuNs }) => bodyCpuNs))).toBeGreaterThan(QUICK.floorNs / 2);
    for (const { bodyCpuNs, startUpCpuNs, totalCpuNs } of timing) {
      expect(startUpCpuNs).toBeGreaterThan(0);
      // A dead process's time is accounted in other steps than a living one's.
      expect(startUpCpuNs + bodyCpuNs).toBeLessThan(totalCpuNs * 1.05 + 10e6);
    }
  });

  test('tests that are over too fast are not measurable', async () => {
    const impossible = { ...QUICK, mostRepetitions: 1, floorNs: 60e9 };
    expect(await measured(short, program, program, impossible)).toMatchObject({
      state: 'not_measurable',
      reason: 'below_floor',
    });
  });

  test('a program that does not compile is not measurable', async () => {
    const result = await measured(short, '}}} no program {{{', program);
    expect(result.state).toBe('not_measurable');
  });
});

/** Its tests take a few microseconds. */
const python = doubledIn('python');
const canonical = programOf(python, python.canonicalBody);
const { entryPoint } = python;

/** The program with its entry point behind a function of ours. */
const wrapped = (before: string, call: string): string =>
  `${canonical}\n${before}\n_original = ${entryPoint}\ndef ${entryPoint}(*args):\n${call}\n`;

test('a cache makes nothing faster', AGAIN, async () => {
  const cached = wrapped(
    '_known = {}',
    '    key = repr(args)\n    if key not in _known:\n        _known[key] = _original(*args)\n    return _known[key]',
  );
  const result = await measured(python, cached, canonical);
  expect(result).toMatchObject({ state: 'measured' });
  expect(result.state === 'measured' && result.flags).toContain('keeps_state');
  expect(figures(result).call).not.toBe('faster');
});

test('a cache that its source does not show is seen in its first repetition', AGAIN, async () => {
  const hidden = wrapped(
    'import time',
    `    known = vars(time).setdefault("x", {})
    key = repr(args)
    if key not in known:
        for _ in range(300):
            known[key] = _original(*args)
    return known[key]`,
  );
  const result = await measured(python, hidden, canonical);
  expect(result.state === 'measured' && result.flags).toContain('memoising');
});

test('work before the first call is flagged', AGAIN, async () => {
  const early = `_table = sum(i * i for i in range(3_000_000))\n${canonical}`;
  const result = await measured(python, early, canonical);
  expect(result.state === 'measured' && result.flags).toContain('start_up_work');
});

test('a program that fails when it is called again is not measurable', AGAIN, async () => {
  const once = wrapped(
    '_calls = [0]',
    '    _calls[0] += 1\n    return _original(*args) if _calls[0] < 200 else None',
  );
  expect(await measured(python, once, canonical)).toMatchObject({
    state: 'not_measurable',
    reason: 'failed',
  });
});

test('a program that gets slower with every call is not linear', AGAIN, async () => {
  const growing = wrapped(
    '_kept = []',
    '    _kept.append(1)\n    for _ in range(len(_kept) // 50): pass\n    return _original(*args)',
  );
  const result = await measured(python, growing, canonical);
  if (result.state === 'measured') expect(result.flags).toContain('not_linear');
  else expect(result.reason).toBe('too_slow');
});

test('a much slower program is repeated less often, and called slower', AGAIN, async () => {
  const slow = wrapped('', '    for _ in range(599): _original(*args)\n    return _original(*args)');
  const result = await measured(python, slow, canonical);
  expect(result.state === 'measured' && result.flags).toContain('fewer_repetitions');
  expect(figures(result).call).toBe('slower');
  expect(figures(result).timeRatio).toBeGreaterThan(40);
});

test(
  'nothing that a Java process does but once is charged to repetitions of microseconds',
  AGAIN,
  async () => {
    const problem = miniProblem('java', 2);
    const slow = programOf(problem, problem.canonicalBody);
    const result = await measured(problem, programOf(problem, problem.refinedBody), slow);
    expect(result.state === 'measured' && result.flags).toContain('more_repetitions');
    expect(result.state === 'measured' && result.flags).not.toContain('not_linear');
    // The truth is a few hundredths of a percent; 10 ms of a start or an end would make it a fifth.
    expect(figures(result).timeRatio).toBeLessThan(0.01);
  },
);

test('the paper’s protocol is three whole processes a side', AGAIN, async () => {
  const paper = presetOf('paper');
  const result = await measured(python, canonical, canonical, paper);
  expect(figures(result, paper)).toMatchObject({ n: 3, interval: null });
  expect(result.samples).toHaveLength(6);
  expect(result.samples.every(({ repetitions, warmUp }) => repetitions === 1000 && warmUp === 0)).toBe(true);
});

test.skipIf(!existsSync('/usr/bin/valgrind'))(
  'instructions of a C++ program are the same every time',
  AGAIN,
  async () => {
    const short = doubledIn('cpp');
    const program = programOf(short, short.canonicalBody);
    const { reference, candidate } = figures(
      await measured(short, program, program, { ...QUICK, instructions: true }),
    );
    expect(reference.instructions).toBeGreaterThan(100);
    expect(candidate.instructions).toBe(reference.instructions);
  },
);

test.skipIf(findCgroups().kind === 'none')(
  'work in children that nobody waits for is charged',
  AGAIN,
  async () => {
    const problem = miniProblem('python', QUADRATIC);
    const own = programOf(problem, problem.canonicalBody);
    const hidden = `${own}
import os, signal, time
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
_original = ${problem.entryPoint}
def ${problem.entryPoint}(*args):
    reading, writing = os.pipe()
    if os.fork() == 0:
        start = time.process_time()
        while time.process_time() - start < 0.05: pass
        os.write(writing, b"x")
        os._exit(0)
    os.read(reading, 1)
    os.close(reading)
    os.close(writing)
    return _original(*args)
`;
    const { candidate, reference } = figures(await measured(problem, hidden, own));
    expect(candidate.timeNs - reference.timeNs).toBeGreaterThan(45e6);
  },
);
