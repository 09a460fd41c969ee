import { describe, expect, it } from 'vitest';
import { runLines, type RunState } from '../../../harness/cli/progress-lines.js';
import { NO_PROGRESS } from '../../../harness/study/progress.js';
import { STAGES } from '../../../harness/study/results.js';

const COUNT = {
  cells: 100,
  answered: 60,
  asking: 4,
  judging: 10,
  done: 50,
  passed: 30,
  missing: 2,
  faults: 0,
  promptTokens: 12_345,
  completionTokens: 2_400_000,
  answersPerMinute: 30.4,
  remainingMs: 95_000,
  costUsd: 1.234,
};

function state(models: number, change: Partial<RunState> = {}): RunState {
  const ids = Array.from({ length: models }, (_, index) => `model-${index + 1}`);
  const stages = ids.flatMap((model) => STAGES.map((stage) => ({ model, stage, ...COUNT })));
  return {
    title: 'study first-look',
    elapsedMs: 754_000,
    stopping: false,
    progress: { ...NO_PROGRESS, cells: 300 * models },
    total: { ...COUNT, cells: 300, answered: 180, missing: 6, done: 150, judging: 30, asking: 12 },
    models: ids.map((model) => ({ model, ...COUNT })),
    stages,
    measuring: { perMinute: null, remainingMs: null },
    ...change,
  };
}

const at = (columns: number, rows: number, given = state(1)) =>
  `\n${runLines(given, { columns, rows }).join('\n')}\n`;

describe('a run on a terminal', () => {
  it('shows its phases, and a row for each model and stage', () => {
    expect(at(120, 24)).toMatchInlineSnapshot(`
      "
      study first-look, 12 min 34 s
        asking     180 of 300 answers, 12 under way, 30 a minute
        judging    150 of 300 decided, 30 under way, 1 min 35 s left
        measuring  after the last verdict

      model    stage       done  asking  judging  passed  missing  faults  tokens in   out   USD  answers/min        left
      model-1  generate  50/100       4       10      30        2       0      12.3K  2.4M  1.23           30  1 min 35 s
      model-1  fix       50/100       4       10      30        2       0      12.3K  2.4M  1.23           30  1 min 35 s
      model-1  refine    50/100       4       10      30        2       0      12.3K  2.4M  1.23           30  1 min 35 s
      "
    `);
  });

  it('leaves out the least telling columns where the terminal is narrow', () => {
    expect(at(72, 24)).toMatchInlineSnapshot(`
      "
      study first-look, 12 min 34 s
        asking     180 of 300 answers, 12 under way, 30 a minute
        judging    150 of 300 decided, 30 under way, 1 min 35 s left
        measuring  after the last verdict

      model    stage       done  passed  missing  faults        left
      model-1  generate  50/100      30        2       0  1 min 35 s
      model-1  fix       50/100      30        2       0  1 min 35 s
      model-1  refine    50/100      30        2       0  1 min 35 s
      "
    `);
    expect(at(50, 24)).toMatchInlineSnapshot(`
      "
      study first-look, 12 min 34 s
        asking     180 of 300 answers, 12 under way, 30 
        judging    150 of 300 decided, 30 under way, 1 m
        measuring  after the last verdict

      model    stage       done  passed  missing  faults
      model-1  generate  50/100      30        2       0
      model-1  fix       50/100      30        2       0
      model-1  refine    50/100      30        2       0
      "
    `);
  });

  it('has a row a model where there is no room for their stages', () => {
    expect(at(80, 12, state(3))).toMatchInlineSnapshot(`
      "
      study first-look, 12 min 34 s
        asking     180 of 300 answers, 12 under way, 30 a minute
        judging    150 of 300 decided, 30 under way, 1 min 35 s left
        measuring  after the last verdict

      model      done  asking  passed  missing  faults  answers/min        left
      model-1  50/100       4      30        2       0           30  1 min 35 s
      model-2  50/100       4      30        2       0           30  1 min 35 s
      model-3  50/100       4      30        2       0           30  1 min 35 s
      "
    `);
  });

  it('shows the models with something to do, and counts the others, where there is no room for all', () => {
    const ended = { ...COUNT, cells: 52 };
    const models = [{ model: 'ended', ...ended }, ...state(3).models];
    expect(at(80, 10, { ...state(4), models })).toMatchInlineSnapshot(`
      "
      study first-look, 12 min 34 s
        asking     180 of 300 answers, 12 under way, 30 a minute
        judging    150 of 300 decided, 30 under way, 1 min 35 s left
        measuring  after the last verdict

      model      done  asking  passed  missing  faults  answers/min        left
      model-1  50/100       4      30        2       0           30  1 min 35 s
      model-2  50/100       4      30        2       0           30  1 min 35 s
      and 2 more models
      "
    `);
  });

  it.each([
    [200, 60],
    [80, 24],
    [40, 10],
    [20, 5],
    [10, 2],
    [1, 1],
  ])('fits %d x %d, with 17 models in three stages', (columns, rows) => {
    const lines = runLines(state(17), { columns, rows });
    expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
  });

  it('says how far measuring is when all is judged', () => {
    const judged = { ...COUNT, answered: 98, done: 98, judging: 0, asking: 0 };
    const progress = { ...NO_PROGRESS, cells: 100, toMeasure: 1_034, measured: 120 };
    const measuring = { perMinute: 12, remainingMs: 4_570_000 };
    expect(at(80, 5, state(1, { total: judged, progress, measuring }))).toMatchInlineSnapshot(`
      "
      study first-look, 12 min 34 s
        asking     98 of 100 answers
        judging    98 of 100 decided
        measuring  120 of 1,034 programs, 12 a minute, 1 h 16 min left
      "
    `);
  });

  it('shows a dash for a pace and a time that are not known', () => {
    const unknown = { ...COUNT, answersPerMinute: null, remainingMs: null };
    const rows = {
      models: [{ model: 'm', ...unknown }],
      stages: [{ model: 'm', stage: 'fix', ...unknown } as const],
    };
    const lines = runLines(state(1, { total: unknown, ...rows }), { columns: 120, rows: 24 });
    expect(lines.at(-1)).toMatch(/ -\s+-$/);
    expect(lines[2]).toMatch(/10 under way, - left$/);
  });
});
