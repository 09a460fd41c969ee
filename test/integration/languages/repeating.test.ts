import { describe, expect, test } from 'vitest';
import { loadDataset } from '../../../datasets/index.js';
import { LANGUAGES } from '../../../datasets/problem.js';
import { languageModule } from '../../../harness/languages/index.js';
import { bodiesCpuMs, ending, repeated } from './repeated.js';
import { busyIn } from './busy.js';
import { judged } from './judging.js';
import { FAILING_LATER, OTHER_ENTRIES } from './repeating-programs.js';
import { doubledIn } from './synthetic.js';

const { problems } = await loadDataset('mini');
const ONCE = { warmUp: 1, repetitions: 5 };
const WELL = /^completed 4 \{"kind":"exited","code":0\}/;
const FAILED = /^failed (\d) \{"kind":"exited","code":(1|101)\}/;

describe.each(LANGUAGES)('%s', (language) => {
  const module = languageModule(language);
  const own = problems.filter((problem) => problem.language === language);

  test.concurrent.each(own)('mini: $taskId: the canonical solution repeats', async (problem) => {
    const reports = await repeated(problem, module.programOf(problem, problem.canonicalBody), [ONCE]);
    expect(ending(reports)).toMatch(WELL);
  });

  test.concurrent.each([
    { warmUp: 0, repetitions: 0 },
    { warmUp: 0, repetitions: 1 },
    { warmUp: 3, repetitions: 0 },
  ])('there are as many marks with %j', async (counts) => {
    const problem = doubledIn(language);
    const reports = await repeated(problem, module.programOf(problem, problem.canonicalBody), [counts]);
    expect(ending(reports)).toMatch(WELL);
  });

  test.concurrent('a build without optimisation repeats too', async () => {
    const problem = doubledIn(language);
    const program = module.programOf(problem, problem.canonicalBody);
    expect(ending(await repeated(problem, program, [ONCE], 'plain'))).toMatch(WELL);
  });

  test.concurrent.each(own.slice(0, 1))(
    'a failed comparison is told in the first repetition',
    async (problem) => {
      const reports = await repeated(problem, module.programOf(problem, problem.buggyBody ?? ''), [ONCE]);
      expect(FAILED.exec(ending(reports))?.[1]).toBe('1');
    },
  );

  test.concurrent('a comparison that fails in a later repetition is told as well', async () => {
    const reports = await repeated(doubledIn(language), FAILING_LATER[language], [
      { warmUp: 2, repetitions: 9 },
    ]);
    expect(FAILED.exec(ending(reports))?.[1]).toBe('3');
  });

  test('no run loses the time since the last clock tick', { retry: 3 }, async () => {
    const problem = busyIn(language, {
      steps: language === 'python' ? 5_000 : 100_000,
      calls: 1,
      isLoop: true,
    });
    const program = module.programOf(problem, problem.canonicalBody);
    const runs = await bodiesCpuMs(problem, program, Array<number>(24).fill(20));
    // Other work on the machine only ever makes a run dearer.
    const bodies = [...runs].sort((a, b) => a - b);
    expect(bodies[0]).toBeGreaterThan(0.5 * (bodies[12] ?? NaN));
  });

  // Another program's burst can spoil one of these measurements, a fault of ours spoils all.
  test(
    'four times the repetitions take about four times the time, and each call is paid for',
    { retry: 3 },
    async () => {
      const steps = language === 'python' ? 5_000 : 100_000;
      const problem = busyIn(language, { steps, calls: 1, isLoop: true });
      const calledTwice = busyIn(language, { steps, calls: 2, isLoop: true });
      const program = module.programOf(problem, problem.canonicalBody);
      const [probe = NaN] = await bodiesCpuMs(problem, program, [20]);
      const repetitions = Math.max(20, Math.ceil((20 * 60) / probe));
      const [few = NaN, many = NaN] = await bodiesCpuMs(problem, program, [repetitions, 4 * repetitions]);
      const [twice = NaN] = await bodiesCpuMs(calledTwice, program, [repetitions]);
      expect(many / few).toBeGreaterThan(2.5);
      expect(many / few).toBeLessThan(6);
      expect(twice / few).toBeGreaterThan(1.4);
    },
  );
});

/** 64 steps, each of which waits for the one before, for 7 cycles at the least. */
const LEAST_CALL_NS = 50;

test.each(['cpp', 'go', 'rust'] as const)('%s: no call is computed beforehand', async (language) => {
  const problem = busyIn(language, { steps: 64, calls: 50, isLoop: false });
  const program = languageModule(language).programOf(problem, problem.canonicalBody);
  const [body = NaN] = await bodiesCpuMs(problem, program, [5_000]);
  expect((body * 1e6) / 5_000 / 50).toBeGreaterThan(LEAST_CALL_NS);
});

test.each(OTHER_ENTRIES)('C++: $name is called', async ({ program }) => {
  expect(ending(await repeated(doubledIn('cpp'), program, [ONCE]))).toMatch(WELL);
});

test.each([
  ['[]int{2, 4}, Doubled([]int{1, 2})', 'completed'],
  ['[]int64{2, 4}, Doubled([]int{1, 2})', 'failed'],
  ['[]int{2, 5}, Doubled([]int{1, 2})', 'failed'],
  ['int64(2), len(Doubled([]int{1, 2}))', 'failed'],
  ['[]int(nil), Doubled([]int{})', 'failed'],
  ['nil, Doubled([]int{})', 'failed'],
  ['[2]interface{}{"a", []int{2}}, [2]interface{}{"a", Doubled([]int{1})}', 'completed'],
  ['map[string][]int{"a": {2}}, map[string][]int{"a": Doubled([]int{1})}', 'completed'],
  ['math.NaN(), math.NaN()*float64(len(Doubled(nil)))', 'failed'],
  ['[]int{2}, Doubled([]int{1}), "a message"', 'completed'],
])('Go: assert.Equal(%s): %s, as testify says', async (values, expected) => {
  const problem = doubledIn('go');
  const hidden = `func TestDoubled(t *testing.T) {\n\tassert := assert.New(t)\n\tassert.Equal(${values})\n}\n`;
  const program = languageModule('go').programOf(problem, problem.canonicalBody);
  const changed = { ...problem, tests: { ...problem.tests, hidden } };
  const [{ channel } = { channel: 'none' }] = await repeated(changed, program, [ONCE]);
  expect(channel).toBe(expected);
  expect((await judged(changed, program)).verdict).toBe(expected === 'failed' ? 'wrong_answer' : 'passed');
});
