import { LANGUAGES } from '../../datasets/problem.js';
import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import type { Interval } from '../statistics/index.js';
import { byStrategy, type StrategyRecords } from './groups.js';
import type { Drawing } from './over-tasks.js';
import type { FigureKind, PaperFigure } from './paper-figures.js';
import { refinementFigures, solvedShare, type Estimate } from './refinement.js';

/** A figure of an evaluation in the terms of one of the paper's; `to`: the other end of a range over languages. */
export interface OwnFigure {
  readonly value: number;
  readonly to: number | null;
  readonly interval: Interval | null;
  readonly n: number;
}

const GPT_4O = 'single:gpt-4o-2024-08-06';

/** What a strategy has to put beside a figure of the paper; null: nothing. `all` are the records of every strategy. */
export function ownFigure(
  { figure, language }: PaperFigure,
  { strategy, records }: StrategyRecords,
  all: readonly EvaluationRecord[],
  drawing: Drawing,
): OwnFigure | null {
  if (strategy !== (figure === 'gpt_4o_solved' ? GPT_4O : 'perforch')) return null;
  const isAboutRefining = REFINING.includes(figure);
  if (isAboutRefining && records.every(({ refinement }) => refinement === null)) return null;
  const n = records.length;
  if (language !== 'each') {
    const { value, interval } = estimate(figure, records, all, drawing, language === 'all');
    return value === null ? null : { value, to: null, interval, n };
  }
  const values = LANGUAGES.map((one) => {
    const part = (of: readonly EvaluationRecord[]) => of.filter((record) => record.language === one);
    return estimate(figure, part(records), part(all), drawing, false).value;
  });
  const known = values.filter((value) => value !== null);
  // A range over fewer languages is another range.
  if (known.length < LANGUAGES.length) return null;
  return { value: Math.min(...known), to: Math.max(...known), interval: null, n };
}

const REFINING: readonly FigureKind[] = [
  'faster_of_problems',
  'faster_of_solved',
  'median_saved',
  'mean_saved',
];

function estimate(
  figure: FigureKind,
  records: readonly EvaluationRecord[],
  all: readonly EvaluationRecord[],
  drawing: Drawing,
  severalLanguages: boolean,
): Estimate {
  if (figure === 'solved' || figure === 'gpt_4o_solved')
    return solvedShare(records, drawing, severalLanguages);
  if (figure === 'lead_over_pipeline') return { value: leadOf(records, all), interval: null };
  const figures = refinementFigures(records, 'executionTime', drawing, severalLanguages);
  switch (figure) {
    case 'faster_of_problems':
      return figures.below1OfProblems();
    case 'faster_of_solved':
      return figures.below1OfSolved();
    case 'median_saved':
      return figures.medianGain();
    case 'mean_saved':
      return figures.meanGain();
  }
}

/** Share of solved problems - that of the single model whose pipeline solves most; null without a pipeline. */
function leadOf(records: readonly EvaluationRecord[], all: readonly EvaluationRecord[]): number | null {
  const share = (of: readonly EvaluationRecord[]) => of.filter(({ solved }) => solved).length / of.length;
  const pipelines = byStrategy(all)
    .filter(({ strategy }) => strategy.startsWith('pipeline:'))
    .map((group) => share(group.records));
  return pipelines.length === 0 || records.length === 0 ? null : share(records) - Math.max(...pipelines);
}
