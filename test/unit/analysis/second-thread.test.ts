import { expect, it } from 'vitest';
import { inFixedOrder } from '../../../analysis/cells.js';
import { analyse } from '../../../analysis/index.js';
import { DEFAULT_METHOD, rankContexts } from '../../../analysis/ranking/index.js';
import { begin } from '../../../analysis/resampled-context.js';
import type { StudyResults } from '../../../harness/study/results.js';
import { MEASURED } from './fixture-measured.js';
import { synthetic } from './fixture-synthetic.js';
import { SAMPLED, study } from './fixture.js';

const MANY = study(
  synthetic(
    { models: 4, tasks: 30, stages: ['generate', 'refine'] },
    ({ model }) => 0.4 + 0.1 * model,
    ({ task }) => 0.5 + task / 30,
  ),
  { stages: ['generate', 'refine'] },
);
const STUDIES: [string, StudyResults][] = [
  ['measures', MEASURED],
  ['has several samples', SAMPLED],
  ['has many tasks', MANY],
];

it.each(STUDIES)('a study that %s has the same figures with a second thread as without', (_, results) => {
  const options = { resamples: 39 };
  expect(analyse(results, { ...options, worthHelp: 0 })).toEqual(analyse(results, options));
});

it.each(STUDIES)('the contexts of a study that %s are resampled alike from a copy', (_, results) => {
  const models = results.models.map(({ id }) => id).sort();
  const contexts = rankContexts(results, inFixedOrder(results.cells), models, results.weights);
  const { weights, seed } = results;
  const input = { contexts, method: DEFAULT_METHOD, weights, seed, resamples: 39 };
  const [here, there] = [begin(input), begin(structuredClone(input))];
  for (const place of contexts.keys()) expect(structuredClone(there(place))).toEqual(here(place));
});
