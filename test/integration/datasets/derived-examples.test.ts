import { beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../../../datasets/index.js';
import type { Problem } from '../../../datasets/problem.js';
import { languageModule } from '../../../harness/languages/index.js';
import { explain, judged, LIMITS } from '../languages/judging.js';

const hasData = (process.env['PERFORCH_DATA'] ?? '') !== '';
const rust = languageModule('rust');
/** Some buggy programs never end. */
const limits = { ...LIMITS, cpu_ms: 1_000 };

/** Problems whose derived examples a body does not pass, with what the real compiler and sandbox say. */
async function failing(
  problems: readonly Problem[],
  bodyOf: (problem: Problem) => string,
): Promise<{ uid: string; said: string }[]> {
  const found = await Promise.all(
    problems.map(async (problem) => {
      const program = rust.programOf(problem, bodyOf(problem));
      const judgement = await judged(problem, program, { tests: 'example', limits });
      return judgement.verdict === 'passed' ? [] : [{ uid: problem.uid, said: explain(judgement) }];
    }),
  );
  return found.flat();
}

describe.skipIf(!hasData)('example tests in Rust, made of those in Python (needs PERFORCH_DATA)', () => {
  let problems: Problem[];
  beforeAll(async () => {
    const loaded = await loadDataset('humanevalpack', { languages: ['rust'] });
    problems = loaded.problems.filter(({ derivedExample }) => derivedExample !== undefined);
  });

  it('are passed by every canonical solution', async () => {
    expect(await failing(problems, ({ canonicalBody }) => canonicalBody)).toEqual([]);
  });

  it('are failed by most of every third buggy solution', async () => {
    const third = problems.filter((_, index) => index % 3 === 0);
    const failed = await failing(third, ({ buggyBody }) => buggyBody ?? '');
    expect(failed.length / third.length).toBeGreaterThan(0.9);
  });
});
