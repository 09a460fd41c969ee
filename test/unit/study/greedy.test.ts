import { describe, expect, it } from 'vitest';
import type { ModelSpec } from '../../../harness/models/contract.js';
import { refuseGreedySamples } from '../../../harness/study/greedy.js';
import { recordedModel } from '../../../harness/study/open.js';

const source = { kind: 'openai', apiName: 'm', baseUrl: 'http://127.0.0.1/v1', keyVariable: null } as const;
const MODEL: ModelSpec = { ...recordedModel('m'), source };

const refused =
  (samples: number, temperature: number | undefined, model = MODEL) =>
  () =>
    refuseGreedySamples('s.yaml', { samples, parameters: temperature === undefined ? {} : { temperature } }, [
      model,
    ]);

describe('several samples', () => {
  it('are refused at temperature 0, with what to change', () => {
    expect(refused(5, 0)).toThrow(
      's.yaml: samples: is 5, but m would be asked at temperature 0, where all samples are the same: ' +
        'set parameters.temperature above 0, such as 0.8, or samples to 1',
    );
  });

  it('are taken above 0, where the provider decides, and where the model has a temperature of its own', () => {
    expect(refused(5, 0.8)).not.toThrow();
    expect(refused(5, undefined)).not.toThrow();
    expect(refused(5, 0, { ...MODEL, parameters: { temperature: 1 } })).not.toThrow();
  });

  it('are refused where the model has 0 of its own', () => {
    expect(refused(2, 0.8, { ...MODEL, parameters: { temperature: 0 } })).toThrow('temperature 0');
  });

  it('are taken from recorded answers, and a single one always', () => {
    expect(refused(5, 0, recordedModel('m'))).not.toThrow();
    expect(refused(1, 0)).not.toThrow();
  });
});
