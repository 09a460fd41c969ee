import { describe, expect, it } from 'vitest';
import { UserError } from '../../../harness/errors.js';
import { thresholdsOf } from '../../../harness/study/refine-thresholds.js';
import { parseStudy } from '../../../harness/study/spec.js';

const parsed = (thresholds: string) =>
  parseStudy(
    `version: 1\nname: t\ndatasets: [mini]\nmodels: [m]\nlanguages: [python, go]\nrefine_thresholds: ${thresholds}\n`,
    'study.yaml',
  );
const thresholds = (text: string) => {
  const { refine_thresholds, languages } = parsed(text);
  return thresholdsOf(refine_thresholds, languages);
};

describe('what refining must improve by', () => {
  it('is one number for all languages of the study, or numbers by language', () => {
    expect(thresholds('{ execution_time: 0.05, max_memory: { go: 0.1 } }')).toEqual({
      executionTime: { python: 0.05, go: 0.05 },
      maxMemory: { go: 0.1 },
    });
  });

  it('is nothing where 0 or nothing is given', () => {
    expect(thresholds('{ execution_time: 0, mean_memory: { python: 0 } }')).toEqual({});
    expect(thresholdsOf(undefined, ['python'])).toEqual({});
  });

  it.each([
    ['{ execution_time: -0.1 }', 'refine_thresholds.execution_time'],
    ['{ execution_time: much }', 'refine_thresholds.execution_time'],
    ['{ max_memory: { perl: 0.1 } }', 'refine_thresholds.max_memory'],
    ['{ speed: 0.1 }', 'refine_thresholds.speed'],
  ])('refuses %s by its field', (text, field) => {
    expect(() => parsed(text)).toThrow(UserError);
    expect(() => parsed(text)).toThrow(field);
  });
});
