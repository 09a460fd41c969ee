import { describe, expect, test } from 'vitest';
import { evaluationTables } from '../../../../analysis/index.js';
import { wilson95 } from '../../../../analysis/statistics/index.js';
import type { EvaluationRecord } from '../../../../harness/evaluation/record.js';
import { record, refinedTo } from './records.js';

const OPTIONS = { languages: ['python', 'go'], seed: 1, resamples: 1000, notes: [] } as const;
const rowsOf = (id: string, records: readonly EvaluationRecord[]) =>
  evaluationTables(records, OPTIONS)
    .find((table) => table.id === id)
    ?.rows.map(({ cells }) => cells);
const tasks = Array.from({ length: 12 }, (_, index) => index);

describe('programs made faster', () => {
  const python = (task: number): Partial<EvaluationRecord> => {
    if (task < 4) return refinedTo(0.5);
    if (task === 4) return refinedTo(0.9, { isShown: false });
    if (task === 5) return { ...refinedTo(0.2), solved: false };
    return task < 9 ? { solved: true } : {};
  };
  const records = tasks.flatMap((task) => [
    record('perforch', 'python', task, python(task)),
    record('perforch', 'go', task, { solved: true }),
  ]);
  const rows = rowsOf('evaluation-speed', records) ?? [];
  const [all, own] = rows;

  test('are those that the measurement shows, and of a problem that is solved', () => {
    const interval = wilson95(4, 12);
    expect(own).toMatchObject({
      ...{ language: 'python', n: 12, solved: 8, faster: 4, below_1: 5 },
      ...{ faster_of_problems: 4 / 12, faster_of_solved: 4 / 8, below_1_of_problems: 5 / 12 },
      faster_of_problems_low_95: interval?.low,
      faster_of_problems_high_95: interval?.high,
    });
  });

  test('save what is below 1, with an interval over tasks', () => {
    expect(own).toMatchObject({ median_saved: 0.5, median_saved_high_95: 0.5 });
    expect(own?.['mean_saved']).toBeCloseTo((4 * 0.5 + 0.1) / 5, 12);
    expect(Number(own?.['median_saved_low_95'])).toBeLessThanOrEqual(0.5);
  });

  test('are counted over all languages by tasks', () => {
    expect(all).toMatchObject({ language: 'all', n: 24, faster: 4, faster_of_problems: 4 / 24 });
    expect(Number(all?.['faster_of_problems_low_95'])).toBeLessThan(4 / 24);
    expect(Number(all?.['faster_of_problems_high_95'])).toBeGreaterThan(4 / 24);
  });

  test('have a row of memory and one of CPU efficiency, turned the right way', () => {
    const resources = rowsOf('evaluation-resources', records) ?? [];
    const of = (metric: string) =>
      resources.find((row) => row['metric'] === metric && row['language'] === 'python');
    expect(of('mean memory')).toMatchObject({ measured: 0, median_gain: null });
    expect(of('maximum memory')).toMatchObject({ measured: 5, better: 0, below_1: 0, median_gain: null });
    expect(of('CPU efficiency')).toMatchObject({ measured: 5, below_1: 5, median_gain: 1 });
  });
});

test('nothing refined has no tables of refining', () => {
  const records = tasks.map((task) => record('perforch', 'python', task, { solved: true }));
  expect(rowsOf('evaluation-speed', records)).toBeUndefined();
  expect(rowsOf('evaluation-resources', records)).toBeUndefined();
});

test('categories are compared with none by the same profiles', () => {
  const both = tasks.flatMap((task) =>
    (['all_tasks', 'other_tasks'] as const).flatMap((profileFrom) => [
      record('perforch', 'python', task, { profileFrom, solved: task < 9, calls: 2 }),
      record('perforch-without-categories', 'python', task, {
        ...{ profileFrom, solved: task < (profileFrom === 'all_tasks' ? 9 : 3), calls: 5 },
      }),
    ]),
  );
  const rows = rowsOf('evaluation-ablation', both);
  expect(rows).toHaveLength(2);
  expect(rows?.[0]).toMatchObject({ profile: 'all tasks', n: 12, gain: 0, p: 1, calls_saved: 3 });
  expect(rows?.[1]).toMatchObject({
    ...{ profile: 'other tasks', solved: 0.75, solved_without: 0.25, gain: 0.5 },
    ...{ tasks_ahead: 6, tasks_behind: 0, calls_saved_low_95: 3, calls_saved_high_95: 3 },
  });
});

test('fallbacks are counted by stage', () => {
  const levels = { generate: 'category', fix: 'language' } as const;
  const records = tasks.map((task) =>
    record('perforch', 'python', task, task < 8 ? { levels } : { levels: { ...levels, fix: 'category' } }),
  );
  expect(rowsOf('evaluation-levels', records)).toMatchObject([
    { stage: 'generate', n: 12, category: 12, fallback_share: 0 },
    { stage: 'fix', n: 12, category: 4, language: 8, fallback_share: 8 / 12 },
  ]);
});

test('problems without public tests are counted by language', () => {
  const records = tasks.flatMap((task) => [
    record('perforch', 'python', task),
    record('perforch', 'go', task, { hasPublicTests: task > 1 }),
  ]);
  const counts = rowsOf('evaluation', records)?.map((row) => [row['language'], row['no_public_tests']]);
  expect(counts).toEqual([
    ['all', 2],
    ['python', 0],
    ['go', 2],
  ]);
});
