import { describe, expect, it } from 'vitest';
import { loadProgramDataset } from '../../../datasets/program-datasets.js';
import type { ProgramProblem } from '../../../datasets/program-problem.js';
import { ProblemMeasuring } from '../../../harness/measure/measure.js';
import type { Measurement } from '../../../harness/measure/measurement.js';
import { PROGRAM_LIMITS } from '../../../harness/programs/limits.js';
import { programSubject } from '../../../harness/programs/subject.js';
import { bench, figures, QUICK } from './bench.js';

const mini = await loadProgramDataset('mini-effibench', { languages: ['python', 'cpp'] });
/** Few, so that a measurement takes seconds. */
const TESTS = 3;

function problemOf(language: string, kind: ProgramProblem['kind']): ProgramProblem & { canonical: string } {
  const found = mini.problems.find((problem) => problem.language === language && problem.kind === kind);
  if (found?.canonical == null) throw new Error(`no ${kind} problem in ${language}`);
  return { ...found, canonical: found.canonical };
}

async function measured(problem: ProgramProblem, candidate: string, reference: string): Promise<Measurement> {
  const tests = (await mini.tests(problem)).slice(0, TESTS);
  const subject = programSubject(problem, tests, PROGRAM_LIMITS);
  const measuring = await ProblemMeasuring.open(await bench(), subject, reference, QUICK);
  try {
    return await measuring.measure(candidate, problem.uid);
  } finally {
    await measuring.close();
  }
}

/** Takes 400 ms of CPU time first: several times as long as Python with its libraries takes to start. */
const BUSY = 'import time\nwhile time.process_time() < 0.4: pass\n';
/** Noise may spoil one try, not all. */
const RETRY = { retry: 3 };

describe('whole programs', () => {
  it.each(['stdin', 'functional'] as const)(
    'of kind %s are measured over all tests, and a slower one is called slower',
    RETRY,
    async (kind) => {
      const problem = problemOf('python', kind);
      const { call, timeRatio, reference, candidate, memoryMethod } = figures(
        await measured(problem, `${BUSY}${problem.canonical}`, problem.canonical),
      );
      expect(call).toBe('slower');
      expect(timeRatio).toBeGreaterThan(1.5);
      expect(candidate.timeNs).toBeGreaterThan(TESTS * 400e6);
      expect(reference.maxMemoryBytes).toBeGreaterThan(4 * 2 ** 20);
      expect(memoryMethod).toBe('rss');
    },
  );

  it('are no faster for what they kept on the disk in an earlier repetition', RETRY, async () => {
    const problem = problemOf('python', 'stdin');
    const once = `import os\nif not os.path.exists('/tmp/known'):\n    open('/tmp/known', 'w').close()\n    ${BUSY.replaceAll('\n', '\n    ').trim()}\n`;
    const { call } = figures(await measured(problem, `${once}${problem.canonical}`, problem.canonical));
    // The first test of every repetition pays again.
    expect(call).toBe('slower');
  });

  it('that pass no longer are not measured', async () => {
    const problem = problemOf('python', 'stdin');
    const result = await measured(problem, `${problem.canonical}\nprint('more')`, problem.canonical);
    expect(result).toMatchObject({ state: 'not_measurable', reason: 'failed' });
    expect(result.state === 'not_measurable' && result.detail).toContain('wrong_answer: test 1');
  });

  it('are built once, as they are judged', RETRY, async () => {
    const problem = problemOf('cpp', 'stdin');
    const result = await measured(problem, `// the same\n${problem.canonical}`, problem.canonical);
    expect(['no_difference_shown', 'slower', 'faster']).toContain(figures(result).call);
    const repeated = result.samples.filter(({ purpose }) => purpose === 'timing');
    expect(new Set(repeated.map(({ side }) => side))).toEqual(new Set(['reference', 'candidate']));
    expect(repeated.every(({ bodyCpuNs }) => bodyCpuNs > 0)).toBe(true);
  });
});
