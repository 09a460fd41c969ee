import { describe, expect, test } from 'vitest';
import { evaluationTables } from '../../../../analysis/index.js';
import { signTest, wilson95 } from '../../../../analysis/statistics/index.js';
import type { EvaluationRecord } from '../../../../harness/evaluation/record.js';
import { record } from './records.js';

const OPTIONS = { languages: ['python', 'go'], seed: 1, resamples: 1000, notes: [] } as const;
const tablesOf = (records: readonly EvaluationRecord[]) => {
  const tables = evaluationTables(records, OPTIONS);
  const of = (id: string) => tables.find((table) => table.id === id);
  const [correctness, differences, steps] = [
    of('evaluation'),
    of('evaluation-differences'),
    of('evaluation-steps'),
  ];
  if (correctness === undefined || differences === undefined || steps === undefined)
    throw new Error('tables');
  const cells = (part: typeof correctness) => part.rows.map((row) => row.cells);
  return { correctness: cells(correctness), differences: cells(differences), steps: cells(steps) };
};
const tasks = Array.from({ length: 12 }, (_, index) => index);

describe('the problems that a strategy solves', () => {
  const records = tasks.flatMap((task) => [
    record('a', 'python', task, { solved: task < 6 }),
    record('a', 'go', task, { solved: task < 3, leftOut: 2 }),
  ]);
  const { correctness } = tablesOf(records);

  test('are a share by language, with its interval', () => {
    const interval = wilson95(3, 12);
    expect(correctness.find((cells) => cells['language'] === 'go')).toMatchObject({
      ...{ solved: 0.25, n: 12, left_out: 12, calls: 1 },
      ...{ low_95: interval?.low, high_95: interval?.high },
    });
  });

  test('are a share over all languages, with an interval over tasks', () => {
    const all = correctness.find((cells) => cells['language'] === 'all');
    expect(all).toMatchObject({ solved: 9 / 24, n: 24 });
    // Both languages of a task come together, so that the interval is wider than 24 problems would have it.
    const narrow = wilson95(9, 24);
    const width = Number(all?.['high_95']) - Number(all?.['low_95']);
    expect(width).toBeGreaterThan((narrow?.high ?? 1) - (narrow?.low ?? 0));
  });

  test('cost what all problems cost', () => {
    expect(correctness.find((cells) => cells['language'] === 'go')).toMatchObject({
      ...{
        tokens_per_solved: (12 * 150) / 3,
        usd_per_solved: (12 * 0.5) / 3,
        seconds_per_solved: (12 * 2) / 3,
      },
    });
  });
});

test('a cost that is not known of one problem is not known of all', () => {
  const records = [
    record('a', 'python', 1, { solved: true, usd: null }),
    record('a', 'python', 2, { solved: true }),
  ];
  const [all] = tablesOf(records).correctness;
  expect(all).toMatchObject({ usd_per_solved: null, tokens_per_solved: 150 });
});

test('a problem that nobody was asked about costs nothing', () => {
  const unasked = { calls: 0, promptTokens: null, completionTokens: null, usd: null, latencyMs: null };
  const records = [record('a', 'python', 1, unasked), record('a', 'python', 2, { solved: true })];
  expect(tablesOf(records).correctness[0]).toMatchObject({ usd_per_solved: 0.5 });
});

test('few tasks have no interval over all languages', () => {
  const [all] = tablesOf([record('a', 'python', 1), record('a', 'go', 1)]).correctness;
  expect(all).toMatchObject({ language: 'all', low_95: null, high_95: null });
});

describe('PerfOrch beside another strategy', () => {
  const cross = { profileFrom: 'other_tasks' } as const;
  const records = tasks.flatMap((task) => [
    record('perforch', 'python', task, { profileFrom: 'all_tasks', solved: true }),
    record('perforch', 'python', task, { ...cross, solved: task < 10 }),
    record('perforch', 'go', task, { ...cross, solved: task < 10 }),
    record('single:a', 'python', task, { solved: task >= 8 }),
    record('single:a', 'go', task, { solved: task < 2 }),
  ]);
  const { differences } = tablesOf(records);

  test('is the one whose profiles do not know the task', () => {
    expect(differences.map((cells) => [cells['strategy'], cells['profile']])).toEqual([
      ['perforch', 'all tasks'],
      ['single:a', null],
    ]);
  });

  test('is compared task by task, all languages of a task together', () => {
    // 0 and 1: ahead in Python only; 2 to 7: in both; 8 and 9: in Go; 10 and 11: behind in Python.
    expect(differences.find((cells) => cells['strategy'] === 'single:a')).toMatchObject({
      ...{ n: 24, gain: (20 - 6) / 24, tasks_ahead: 10, tasks_behind: 2, p: signTest(10, 2).p },
    });
  });

  test('has no p of less than its correction', () => {
    for (const cells of differences)
      expect(Number(cells['p_holm'])).toBeGreaterThanOrEqual(Number(cells['p']));
  });
});

test('the steps of a strategy are counted', () => {
  const records = [
    record('a', 'python', 1, {
      solved: true,
      correctBy: 'generate',
      refinedRatio: 0.5,
      levels: { generate: 'category' },
    }),
    record('a', 'python', 2, {
      solved: true,
      correctBy: 'fix',
      refinedRatio: 0.8,
      levels: { generate: 'language' },
    }),
    record('a', 'python', 3, {
      solved: true,
      correctBy: 'fix',
      rollbacks: { not_better: 2, tests_failed: 1 },
    }),
    record('a', 'python', 4, { leftOut: 3 }),
  ];
  expect(tablesOf(records).steps[0]).toMatchObject({
    ...{ n: 4, generated: 1, fixed: 2, refined: 2, better_share: 2 / 3, left_out: 3 },
    ...{ by_category: 1, by_language: 1, rolled_back_not_better: 2, rolled_back_tests_failed: 1 },
  });
  expect(Number(tablesOf(records).steps[0]?.['median_saved'])).toBeCloseTo(0.35, 12);
});

test('an evaluation of nothing has empty tables', () => {
  expect(tablesOf([])).toEqual({ correctness: [], differences: [], steps: [] });
});
