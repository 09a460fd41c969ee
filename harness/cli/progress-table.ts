import type { PacedCount } from '../study/cell-counts.js';
import { fitted, type FittedColumn } from './fitted-table.js';
import { usdText } from './money-text.js';
import { duration } from './output.js';

type Column = FittedColumn<CountRow>;

const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat('en');

/** A row of the table of a run: a model, or one stage of it. */
export interface CountRow extends PacedCount {
  readonly model: string;
  readonly stage?: string;
}

const count = (heading: string, text: Column['text'], drop = 0): Column => ({
  heading,
  text,
  align: 'right',
  drop,
});

const MODEL: Column = { heading: 'model', text: ({ model }) => model, align: 'left', drop: 0 };
const STAGE: Column = { heading: 'stage', text: ({ stage }) => stage ?? '', align: 'left', drop: 0 };
const COUNTS: readonly Column[] = [
  count('done', ({ done, cells }) => `${done}/${cells}`),
  count('asking', ({ asking }) => whole(asking), 4),
  count('judging', ({ judging }) => whole(judging), 5),
  count('passed', ({ passed }) => whole(passed)),
  count('missing', ({ missing }) => whole(missing)),
  count('faults', ({ faults }) => whole(faults), 1),
  count('tokens in', ({ promptTokens }) => COMPACT.format(promptTokens), 7),
  count('out', ({ completionTokens }) => COMPACT.format(completionTokens), 6),
  count('USD', ({ costUsd }) => usdText(costUsd), 8),
  count('answers/min', ({ answersPerMinute }) => rate(answersPerMinute), 3),
  count('left', ({ remainingMs }) => leftText(remainingMs), 2),
];

/** A whole number with its thousands apart. */
export function whole(value: number): string {
  return WHOLE.format(value);
}

/** A pace for people; `-` while it is not known. */
export function rate(perMinute: number | null): string {
  if (perMinute === null) return '-';
  return perMinute >= 10 ? whole(Math.round(perMinute)) : perMinute.toFixed(1);
}

function leftText(remainingMs: number | null): string {
  if (remainingMs === null) return '-';
  return remainingMs === 0 ? 'done' : duration(remainingMs);
}

/** The table as lines of at most `width` characters; see `fitted`. */
export function countTable(rows: readonly CountRow[], width: number): string[] {
  const withStages = rows.some(({ stage }) => stage !== undefined);
  return fitted([MODEL, ...(withStages ? [STAGE] : []), ...COUNTS], rows, width);
}
