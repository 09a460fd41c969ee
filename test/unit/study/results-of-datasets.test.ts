import { describe, expect, it } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import { resultsOfDatasets } from '../../../harness/study/results-of-datasets.js';
import { cell, study } from '../analysis/fixture.js';

const other = { dataset: 'other' };
const cost = { modelId: 'alpha', stage: 'generate', answers: 1, unpriced: 0 } as const;
const RESULTS = study(
  [cell('alpha', 'hand:P1'), cell('alpha', 'other:P1', other), cell('beta', 'other:P1', other)],
  {
    datasetHashes: { hand: 'b2'.repeat(32), other: 'c3'.repeat(32) },
    costs: [
      { ...cost, dataset: 'hand', usd: 1 },
      { ...cost, dataset: 'other', usd: 10 },
    ],
  },
);

describe('a study of some of its data sets', () => {
  it('has their problems, hashes and models only', () => {
    const { cells, datasetHashes, models } = resultsOfDatasets(RESULTS, ['hand']);
    expect(cells.map(({ problemUid }) => problemUid)).toEqual(['hand:P1']);
    expect(Object.keys(datasetHashes)).toEqual(['hand']);
    expect(models.map(({ id }) => id)).toEqual(['alpha']);
  });

  it.each([
    [['hand'], 1],
    [['other'], 10],
    [['hand', 'other'], 11],
    [undefined, 11],
  ])('has cost what the answers to %j have', (datasets, usd) => {
    const { costs } = analyse(resultsOfDatasets(RESULTS, datasets), { resamples: 2 });
    expect(costs.find(({ modelId }) => modelId === 'alpha')?.usd).toBe(usd);
  });

  it('is refused where it has no such data set, by the option that asked for it', () => {
    expect(() => resultsOfDatasets(RESULTS, ['none'], '--ranked-on')).toThrow(/^--ranked-on: .* "none"/);
  });
});
