import { describe, expect, test } from 'vitest';
import { analyse } from '../../../analysis/index.js';
import { leastDiscordant } from '../../../analysis/discordant-tasks.js';
import { signTest } from '../../../analysis/statistics/index.js';
import { cell, study } from './fixture.js';

/** Of two models in `tasks` tasks, where the second fails the first so many, and all else passes. */
function rankIntervals(tasks: number, failed: number) {
  const cells = Array.from({ length: tasks }, (_, index) => [
    cell('alpha', `hand:P${index + 1}`),
    cell('beta', `hand:P${index + 1}`, index < failed ? { verdict: 'wrong_answer' } : {}),
  ]).flat();
  const { uncertainty } = analyse(study(cells, { presets: [] }), { resamples: 199 });
  const all = uncertainty.find(({ language, category }) => language === 'python' && category === 'all');
  return all?.models.map(({ modelId, rankInterval }) => [modelId, rankInterval?.best, rankInterval?.worst]);
}

describe('two models', () => {
  test('whose difference rests on few tasks are not told apart, however many tasks there are', () => {
    for (const tasks of [11, 40, 164]) {
      expect(rankIntervals(tasks, 5)).toEqual([
        ['alpha', 1, 2],
        ['beta', 1, 2],
      ]);
    }
  });

  test('are told apart where the tasks suffice', () => {
    expect(rankIntervals(40, 12)).toEqual([
      ['alpha', 1, 1],
      ['beta', 2, 2],
    ]);
  });
});

describe('the fewest discordant tasks', () => {
  test.each([
    [1, 6],
    [3, 7],
    [136, 13],
  ])('of %d pairs is %d', (pairs, least) => expect(leastDiscordant(pairs, 0.95)).toBe(least));

  test('is where an exact sign test becomes able to reject', () => {
    for (const pairs of [1, 2, 10, 136]) {
      const least = leastDiscordant(pairs, 0.95);
      expect(signTest(least, 0).p * pairs).toBeLessThanOrEqual(0.05);
      expect(signTest(least - 1, 0).p * pairs).toBeGreaterThan(0.05);
    }
  });
});
