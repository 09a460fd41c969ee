import { describe, expect, test } from 'vitest';
import { loadDataset } from '../../../datasets/index.js';
import { LANGUAGES } from '../../../datasets/problem.js';
import { languageModule } from '../../../harness/languages/index.js';
import { runLimitsSchema } from '../../../harness/stages/limits.js';
import { openSandbox } from '../../../harness/sandbox/index.js';
import { judge } from '../../../harness/stages/judge.js';
import { explain, judged, LIMITS, toolchainOf } from './judging.js';
import { MISBEHAVING } from './misbehaving.js';
import { doubledIn, halfIn } from './synthetic.js';

const { problems } = await loadDataset('mini');
/** Every third task: the whole of the set is what `perforch verify mini` is for. */
const SAMPLE = [1, 4, 7, 10];
const IMPATIENT = runLimitsSchema.parse({ ...LIMITS, cpu_ms: 1_000, wall_ms: 5_000 });
const SMALL = runLimitsSchema.parse({ ...LIMITS, memory_mib: 256 });

describe.each(LANGUAGES)('%s', (language) => {
  const module = languageModule(language);
  const sample = problems.filter(
    (problem) => problem.language === language && SAMPLE.includes(problem.number),
  );

  test.concurrent.each(sample)(
    'mini: $taskId: canonical and refined pass, buggy does not',
    async (problem) => {
      const { canonicalBody, buggyBody, refinedBody } = problem;
      expect(explain(await judged(problem, module.programOf(problem, canonicalBody)))).toMatch(/^passed/);
      if (refinedBody !== null)
        expect(explain(await judged(problem, module.programOf(problem, refinedBody)))).toMatch(/^passed/);
      expect(buggyBody).not.toBeNull();
      expect(explain(await judged(problem, module.programOf(problem, buggyBody ?? '')))).toMatch(
        /^wrong_answer/,
      );
    },
  );

  test.concurrent('the example tests work too', async ({ expect }) => {
    const [problem] = sample;
    if (problem === undefined) throw new Error(`no mini problem in ${language}`);
    const judgement = await judged(problem, module.programOf(problem, problem.canonicalBody), {
      tests: 'example',
    });
    expect(explain(judgement)).toMatch(/^passed/);
  });

  test.concurrent.each([doubledIn(language), halfIn(language)])(
    'a right answer to $uid passes',
    async (problem) => {
      expect(explain(await judged(problem, module.programOf(problem, problem.canonicalBody)))).toMatch(
        /^passed/,
      );
    },
  );

  const { syntax, loop, sleep, memory, flood, exception, signal, assertion } = MISBEHAVING[language];
  const cases = [
    { name: 'a syntax error', program: syntax, verdict: 'compile_error', limits: LIMITS },
    { name: 'an endless loop', program: loop, verdict: 'time_limit', limits: IMPATIENT },
    {
      name: 'sleep past the wall limit',
      program: sleep,
      verdict: 'time_limit',
      limits: { ...LIMITS, wall_ms: 3_000 },
    },
    { name: 'a memory hog', program: memory, verdict: 'memory_limit', limits: SMALL },
    { name: 'an output flood', program: flood, verdict: 'output_limit', limits: LIMITS },
    { name: 'an uncaught exception', program: exception, verdict: 'runtime_error', limits: LIMITS },
    { name: 'death by a signal', program: signal, verdict: 'runtime_error', limits: LIMITS },
    {
      name: "the program's own failed assertion",
      program: assertion,
      verdict: 'runtime_error',
      limits: LIMITS,
    },
  ] as const;
  test.concurrent.each(cases)('$name: $verdict', async ({ program, verdict, limits }) => {
    const judgement = await judged(doubledIn(language), program, { limits });
    expect(explain(judgement)).toMatch(new RegExp(`^${verdict}`));
  });
});

test('a Java heap that is full is a memory limit, below the limit of the sandbox too', async () => {
  const limits = { ...LIMITS, memory_mib: 3072 };
  const judgement = await judged(doubledIn('java'), MISBEHAVING.java.memory, { limits });
  expect(explain(judgement)).toMatch(/^memory_limit: exited with 3/);
});

test('a compiler that cannot be started is a fault of ours', async () => {
  const problem = doubledIn('cpp');
  const toolchain = await toolchainOf('cpp');
  const gone = { ...toolchain, paths: { compiler: '/usr/bin/no-such-compiler' } };
  const request = { problem, program: '', tests: 'hidden', limits: LIMITS } as const;
  expect((await judge(request, gone, await openSandbox())).verdict).toBe('harness_error');
});
