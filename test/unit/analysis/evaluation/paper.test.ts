import { describe, expect, test } from 'vitest';
import { evaluationTables, EXPORTERS } from '../../../../analysis/index.js';
import { PAPER_FIGURES } from '../../../../analysis/evaluation/paper-figures.js';
import { LANGUAGES, type Language } from '../../../../datasets/problem.js';
import type { EvaluationRecord } from '../../../../harness/evaluation/record.js';
import { record, refinedTo } from './records.js';

const OPTIONS = { languages: LANGUAGES, seed: 1, resamples: 200, notes: ['validation full'] } as const;
const tablesOf = (records: readonly EvaluationRecord[]) => evaluationTables(records, OPTIONS);
const paperOf = (records: readonly EvaluationRecord[]) =>
  tablesOf(records)
    .find(({ id }) => id === 'evaluation-paper')
    ?.rows.map(({ cells }) => cells);

/** Ten tasks in each language; PerfOrch solves nine, makes half of all a fifth faster, a pipeline solves seven. */
function solvedIn(dataset: string, languages: readonly Language[]): EvaluationRecord[] {
  const profileFrom = 'other_tasks' as const;
  return languages.flatMap((language) =>
    Array.from({ length: 10 }, (_, task) => [
      record('perforch', language, task, {
        ...{ dataset, profileFrom, solved: task < 9, levels: { generate: 'category', fix: 'language' } },
        ...(task < 5 ? refinedTo(0.8, { memory: 0.9 }) : { rollbacks: { not_better: 1 } }),
      }),
      record('perforch-without-categories', language, task, { dataset, profileFrom, solved: task < 8 }),
      record('pipeline:m', language, task, { dataset, solved: task < 7 }),
      record('single:gpt-4o-2024-08-06', language, task, { dataset, solved: task < 5, usd: null }),
    ]).flat(),
  );
}
const BOTH = [...solvedIn('humanevalpack', LANGUAGES), ...solvedIn('effibench-x', LANGUAGES)];

describe("the paper's figures", () => {
  test('of languages average to those of the abstract', () => {
    for (const benchmark of ['HumanEval-X', 'EffiBench-X']) {
      const own = PAPER_FIGURES.filter(
        (one) => one.figure === 'solved' && one.version === 'v1' && one.benchmark === benchmark,
      );
      const each = own.filter(({ language }) => language !== 'all').map(({ value }) => value);
      const [all] = own.filter(({ language }) => language === 'all');
      expect(each).toHaveLength(5);
      expect(each.reduce((sum, value) => sum + value, 0) / 5).toBeCloseTo(all?.value ?? NaN, 3);
    }
  });

  test('stand beside ours of the same benchmark and language, with their mark', () => {
    const rows = paperOf(BOTH) ?? [];
    expect(rows).toHaveLength(PAPER_FIGURES.length);
    expect(
      rows.find((row) => row['language'] === 'rust' && row['benchmark'] === 'HumanEval-X'),
    ).toMatchObject({
      ...{ figure: 'solved by PerfOrch', paper_version: 'v1', paper_mark: 'secondary', paper: 0.9146 },
      ...{ paper_n: 164, profile: 'other tasks', ours: 0.9, ours_n: 10 },
    });
    expect(rows.find((row) => row['figure'] === 'made faster, of problems')).toMatchObject({
      ...{ benchmark: 'both', paper: 0.5876, ours: 0.5, ours_n: 100 },
    });
    expect(rows.find((row) => row['figure'] === 'solved by GPT-4o alone')).toMatchObject({ ours: 0.5 });
  });

  test('that are ranges over languages stand beside ranges', () => {
    const rows = paperOf(BOTH) ?? [];
    const saved = rows.find((row) => row['figure'] === 'median saved');
    expect(saved).toMatchObject({ paper: 0.1767, paper_to: 0.2766 });
    expect(saved?.['ours']).toBeCloseTo(0.2, 12);
    expect(saved?.['ours_to']).toBeCloseTo(0.2, 12);
    const lead = rows.find((row) => row['figure'] === 'ahead of the best single pipeline');
    expect(lead?.['ours']).toBeCloseTo(0.2, 12);
  });

  test('of another benchmark or of more languages are not shown', () => {
    const rows = paperOf(solvedIn('humaneval-x', ['python', 'rust'])) ?? [];
    expect(rows.map((row) => [row['benchmark'], row['language']])).toEqual([
      ['HumanEval-X', 'python'],
      ['HumanEval-X', 'rust'],
    ]);
  });

  test('are not there for data sets that the paper does not have', () => {
    expect(paperOf(solvedIn('mini', LANGUAGES))).toBeUndefined();
  });

  test('of refining are not there where nothing was refined', () => {
    const figures = paperOf(BOTH.map((one) => ({ ...one, refinement: null })))?.map((row) => row['figure']);
    expect(new Set(figures)).toEqual(
      new Set(['solved by PerfOrch', 'solved by GPT-4o alone', 'ahead of the best single pipeline']),
    );
  });
});

const TABLES = tablesOf(BOTH).map((table) => ({ id: table.id, table }));

describe.each([EXPORTERS.csv, EXPORTERS.json, EXPORTERS.terminal])('$id', (exporter) => {
  test.each(TABLES)('$id has the bytes of its golden file', async ({ id, table }) => {
    await expect(exporter.render(table)).toMatchFileSnapshot(`golden/${id}.${exporter.id}.txt`);
  });
});
