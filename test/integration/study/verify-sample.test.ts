import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { loadDataset } from '../../../datasets/index.js';
import { LANGUAGES } from '../../../datasets/problem.js';
import { sampleTasks } from '../../../harness/study/sampling.js';
import { openToolbox } from '../../../harness/study/toolbox.js';
import { verifySolutions } from '../../../harness/study/verify.js';

const TASKS = 15;
const SEED = 20_261_123;
const hasData = (process.env['PERFORCH_DATA'] ?? '') !== '';

async function verified(dataset: string) {
  const { problems } = await loadDataset(dataset);
  return verifySolutions(sampleTasks(problems, TASKS, SEED), await openToolbox(LANGUAGES), {
    lanes: availableParallelism(),
    cores: availableParallelism(),
    stop: new AbortController().signal,
    onProgress: () => undefined,
  });
}

describe.skipIf(!hasData)(
  `${TASKS} tasks of the public data sets in five languages (needs PERFORCH_DATA)`,
  () => {
    it.each([
      ['humanevalpack', 2],
      ['humaneval-x', 1],
    ])('%s: canonical solutions pass, buggy ones do not', async (dataset, programsPerProblem) => {
      const { programs } = await verified(dataset);
      expect(programs).toHaveLength(TASKS * LANGUAGES.length * programsPerProblem);
      expect(programs.filter(({ outcome }) => outcome === 'unexpected')).toEqual([]);
    });
  },
);
