import { groupBy } from '../group-by.js';
import type { ModelCost } from '../store/charges.js';
import type { ModelProgress } from '../store/study-progress.js';
import { actualCost, type ActualCost } from '../study/money/actual-cost.js';
import { remainingMs } from '../study/pace.js';
import { fitted, type FittedColumn } from './fitted-table.js';
import { usdText } from './money-text.js';
import { duration } from './output.js';
import { left } from './progress-lines.js';

const SUMS = [
  'cells',
  'answered',
  'failed',
  'decided',
  'passed',
  'toMeasure',
  'measured',
  'recentAnswers',
  'promptTokens',
  'completionTokens',
] as const;
type Sums = Readonly<Record<(typeof SUMS)[number], number>>;

/** Progress in the database, of a model and stage or of all of them, with what it has cost. */
export interface StatusRow extends Sums {
  readonly model: string;
  readonly stage: string;
  /** Null: the price of some answer is not known. */
  readonly costUsd: number | null;
}

export interface StudyStatus {
  readonly rows: readonly StatusRow[];
  readonly total: Sums & { readonly costUsd: number | null };
  /** Of all rows, with what it leaves out or estimates. */
  readonly cost: ActualCost;
  /** When something was stored last; null where nothing was. */
  readonly lastIso: string | null;
}

const number = (heading: string, text: (row: StatusRow) => number, drop = 0): FittedColumn<StatusRow> => ({
  heading,
  text: (row) => String(text(row)),
  align: 'right',
  drop,
});

const COLUMNS: readonly FittedColumn<StatusRow>[] = [
  { heading: 'model', text: ({ model }) => model, align: 'left', drop: 0 },
  { heading: 'stage', text: ({ stage }) => stage, align: 'left', drop: 0 },
  number('cells', ({ cells }) => cells),
  number('answered', ({ answered }) => answered),
  number('failed', ({ failed }) => failed, 2),
  number('to judge', ({ answered, decided }) => answered - decided, 3),
  number('decided', ({ decided }) => decided),
  number('passed', ({ passed }) => passed),
  number('measured', ({ measured }) => measured, 1),
  number('answers/min', ({ recentAnswers }) => recentAnswers, 4),
  {
    heading: 'USD',
    text: ({ costUsd }) => usdText(costUsd),
    align: 'right',
    drop: 5,
  },
];

/** Puts progress and cost together. */
export function statusOf(progress: readonly ModelProgress[], costs: readonly ModelCost[]): StudyStatus {
  const rows = progress.map((row) => {
    const cost = costs.find(({ modelId, stage }) => modelId === row.modelId && stage === row.stage);
    return { ...sumsOf([row]), model: row.modelId, stage: row.stage, costUsd: usdOf(cost) };
  });
  return {
    rows,
    total: { ...sumsOf(rows), costUsd: addedUsd(rows) },
    cost: actualCost(costs),
    lastIso: progress.reduce<string | null>(
      (last, { lastIso }) => (lastIso !== null && lastIso > (last ?? '') ? lastIso : last),
      null,
    ),
  };
}

/** Whether there is nothing left to ask, to judge or to measure. */
export function isDone({ cells, decided, toMeasure, measured }: Sums): boolean {
  return decided === cells && measured >= toMeasure;
}

/** Lines of at most `columns` characters; where there are more than `rows` of them, a row a model, and then the totals alone. */
export function statusLines(status: StudyStatus, nowMs: number, columns: number, rows = Infinity): string[] {
  const summary = summaryLine(status, nowMs).slice(0, columns);
  const byStage = [...fitted(COLUMNS, status.rows, columns), summary];
  if (byStage.length <= rows) return byStage;
  const models = [...groupBy(status.rows, ({ model }) => model)].map(([model, own]) => ({
    ...sumsOf(own),
    model,
    stage: 'all',
    costUsd: addedUsd(own),
  }));
  const byModel = [...fitted(COLUMNS, models, columns), summary];
  return byModel.length <= rows ? byModel : [summary];
}

/** One line on all of it: the pace is that of the last minute. */
export function summaryLine({ total, lastIso }: StudyStatus, nowMs: number): string {
  const { cells, decided, answered, failed, passed, toMeasure, measured, recentAnswers } = total;
  const facts = [`${decided}/${cells} decided`, `${passed} passed`];
  if (failed > 0) facts.push(`${failed} failed`);
  if (decided === cells && toMeasure > 0)
    facts.push(`${Math.min(measured, toMeasure)}/${toMeasure} measured`);
  if (isDone(total)) return [...facts, 'done'].join(', ');
  if (recentAnswers > 0)
    facts.push(
      `${recentAnswers} answers a minute, ${left(remainingMs(cells - answered, recentAnswers))} to ask`,
    );
  if (lastIso !== null) facts.push(`last stored ${duration(Math.max(0, nowMs - Date.parse(lastIso)))} ago`);
  return facts.join(', ');
}

function sumsOf(rows: readonly Sums[]): Sums {
  return Object.fromEntries(
    SUMS.map((field) => [field, rows.reduce((sum, row) => sum + row[field], 0)]),
  ) as Sums;
}

function usdOf(cost: ModelCost | undefined): number | null {
  if (cost === undefined) return 0;
  return cost.unpriced > 0 ? null : cost.usd;
}

function addedUsd(rows: readonly StatusRow[]): number | null {
  return rows.reduce<number | null>(
    (sum, { costUsd }) => (sum === null || costUsd === null ? null : sum + costUsd),
    0,
  );
}
