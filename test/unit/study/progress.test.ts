import { describe, expect, it } from 'vitest';
import { isComplete, NO_PROGRESS, withTrouble } from '../../../harness/study/progress.js';

describe('the progress of a study', () => {
  it('counts what is missing and what failed by reason', () => {
    let progress = withTrouble(NO_PROGRESS, 'missing', 'no recorded answer');
    progress = withTrouble(progress, 'fault', 'no recorded answer');
    progress = withTrouble(progress, 'missing', 'no recorded answer');
    expect(progress).toMatchObject({
      missing: 2,
      faults: 1,
      troubles: [
        { trouble: 'missing', reason: 'no recorded answer', count: 2 },
        { trouble: 'fault', reason: 'no recorded answer', count: 1 },
      ],
    });
  });

  it('is complete when every cell has an outcome and nothing of ours failed', () => {
    expect(isComplete({ ...NO_PROGRESS, cells: 2, done: 2 })).toBe(true);
    expect(isComplete({ ...NO_PROGRESS, cells: 2, done: 1, missing: 1 })).toBe(false);
    expect(isComplete({ ...NO_PROGRESS, cells: 2, done: 2, faults: 1 })).toBe(false);
  });
});
