import { expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import type { Context } from '../../../analysis/ranking/index.js';
import { HAND_MADE } from './fixture.js';

const analysis = analyse(HAND_MADE);

function scores(language: Context['language'], category: Context['category']): [string, number, number][] {
  const context = analysis.contexts.find((c) => c.language === language && c.category === category);
  return (context?.models ?? []).map(({ modelId, score, rank }) => [modelId, score, rank]);
}

// By hand, with the weights 0.5 (correctness), 0.2 (time), 0.1 (max memory), 0.1 (CPU efficiency); mean memory is out
// wherever scripted-gamma passes, as it has none, which leaves a total weight of 0.9. delta was never asked.

test('python: P1 to P4 are common, P1 to P3 are passed by all', () => {
  // pass rates 1, 3/4, 3/4 -> 1, 0, 0; time 2, 1, 4 -> 2/3, 1, 0; max memory 1, 2, 1 -> 1, 0, 1; efficiency all 1.
  expect(scores('python', 'all')).toEqual([
    ['alpha', expect.closeTo((0.5 + (0.2 * 2) / 3 + 0.1 + 0.1) / 0.9, 11), 1],
    ['beta', expect.closeTo((0.2 + 0.1) / 0.9, 11), 2],
    ['scripted-gamma', expect.closeTo((0.1 + 0.1) / 0.9, 11), 3],
  ]);
});

test('all languages: R1 adds pass rates of 1, 3/5, 3/5 and no shared problem', () => {
  expect(scores('all', 'all')).toEqual(scores('python', 'all'));
});

test('rust: R1 alone is common, and alpha alone passed it', () => {
  expect(scores('rust', 'all')).toEqual([
    ['alpha', 1, 1],
    ['beta', 0, 2],
    ['scripted-gamma', 0, 2],
  ]);
});

test('python, Array: all passed P1 and P2', () => {
  // correctness all 1; time sqrt(2), 1, 4; max memory 1, 2, 1.
  expect(scores('python', 'Array')).toEqual([
    ['alpha', expect.closeTo((0.5 + (0.2 * (4 - Math.SQRT2)) / 3 + 0.1 + 0.1) / 0.9, 11), 1],
    ['beta', expect.closeTo((0.5 + 0.2 + 0.1) / 0.9, 11), 2],
    ['scripted-gamma', expect.closeTo((0.5 + 0.1 + 0.1) / 0.9, 11), 3],
  ]);
});

test('python, Math: all passed P2 and P3', () => {
  // time sqrt(8), 1, 4; max memory 1, 2, 1.
  expect(scores('python', 'Math')).toEqual([
    ['beta', expect.closeTo((0.5 + 0.2 + 0.1) / 0.9, 11), 1],
    ['alpha', expect.closeTo((0.5 + (0.2 * (4 - Math.sqrt(8))) / 3 + 0.1 + 0.1) / 0.9, 11), 2],
    ['scripted-gamma', expect.closeTo((0.5 + 0.1 + 0.1) / 0.9, 11), 3],
  ]);
});

test('python, String: P5 is complete for alpha alone', () => {
  expect(scores('python', 'String')).toEqual([['alpha', 1, 1]]);
});

test('rust, Math: beta has a harness error at R2 and is not ranked', () => {
  expect(scores('rust', 'Math')).toEqual([
    ['scripted-gamma', 1, 1],
    ['alpha', 0, 2],
  ]);
});

test('no other context has cells', () => {
  expect(analysis.contexts).toHaveLength(8);
});
