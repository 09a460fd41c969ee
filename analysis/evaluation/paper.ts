import { LANGUAGES } from '../../datasets/problem.js';
import type { EvaluationRecord } from '../../harness/evaluation/record.js';
import { column, table, type Row, type Table } from '../tables/table.js';
import type { EvaluationOptions } from './correctness.js';
import { byStrategy, profileName } from './groups.js';
import { ownFigure, type OwnFigure } from './own-figures.js';
import { benchmarkOf, PAPER_FIGURES, type FigureKind, type PaperFigure } from './paper-figures.js';

const NAMES: Readonly<Record<FigureKind, string>> = {
  solved: 'solved by PerfOrch',
  gpt_4o_solved: 'solved by GPT-4o alone',
  faster_of_problems: 'made faster, of problems',
  faster_of_solved: 'made faster, of solved',
  median_saved: 'median saved',
  mean_saved: 'mean saved',
  lead_over_pipeline: 'ahead of the best single pipeline',
};

/** The paper's own figures beside those of the evaluation; no table where none of them is of its data sets and languages. */
export function paperTables(records: readonly EvaluationRecord[], options: EvaluationOptions): Table[] {
  const rows = PAPER_FIGURES.flatMap((figure) => rowsOf(figure, records, options));
  if (rows.length === 0) return [];
  return [
    table({
      id: 'evaluation-paper',
      title: "The paper's own figures beside those of this evaluation",
      columns: [
        column('figure', 'figure', 'text'),
        column('benchmark', 'benchmark', 'text'),
        column('language', 'language', 'text'),
        column('paper_version', 'paper', 'text'),
        column('paper_mark', 'mark', 'text'),
        column('paper', "the paper's", 'percent'),
        column('paper_to', 'to', 'percent'),
        column('paper_n', "the paper's n", 'count'),
        column('profile', 'ours: profile of', 'text'),
        column('ours', 'ours', 'percent'),
        column('ours_to', 'to', 'percent'),
        column('ours_low_95', '95 % low', 'percent'),
        column('ours_high_95', '95 % high', 'percent'),
        column('ours_n', 'our n', 'count'),
      ],
      rows,
      notes: [
        "the paper: arXiv 2510.01379; mark P: its abstract or the project page; secondary: somebody else's account of it. Its " +
          'figures are those of other models, machines and answers: nothing of ours is in them, and they have no intervals',
        'in the paper all tests gate the loop, as with validation "full"; its share of programs made faster is a plain count of ' +
          'ratios below 1, and so are ours here',
        'with "to": a range over the languages; the intervals of each are in the other tables',
        'HumanEvalPack counts as HumanEval-X: the same tasks, some slips mended; our categories and 336 tasks are our own choice',
        ...options.notes,
      ],
    }),
  ];
}

/** A row for every kind of profile that PerfOrch was tried with. */
function rowsOf(
  figure: PaperFigure,
  records: readonly EvaluationRecord[],
  options: EvaluationOptions,
): Row[] {
  const own = records.filter((record) => isOf(figure, record));
  const isWhole =
    figure.benchmark !== 'both' || new Set(own.map(({ dataset }) => benchmarkOf(dataset))).size === 2;
  const has = new Set(own.map(({ language }) => language));
  const wanted = figure.language === 'all' || figure.language === 'each' ? LANGUAGES : [figure.language];
  if (!isWhole || !wanted.every((language) => has.has(language))) return [];
  return byStrategy(own).flatMap((group) => {
    const ours = ownFigure(figure, group, own, options);
    return ours === null ? [] : [rowOf(figure, ours, profileName(group.profileFrom))];
  });
}

function isOf({ benchmark, language }: PaperFigure, record: EvaluationRecord): boolean {
  const its = benchmarkOf(record.dataset);
  if (its === null || (benchmark !== 'both' && benchmark !== its)) return false;
  return language === 'all' || language === 'each' || language === record.language;
}

function rowOf(figure: PaperFigure, ours: OwnFigure, profile: string | null): Row {
  return {
    cells: {
      figure: NAMES[figure.figure],
      ...{ benchmark: figure.benchmark, language: figure.language },
      ...{ paper_version: figure.version, paper_mark: figure.mark },
      ...{ paper: figure.value, paper_to: figure.to ?? null, paper_n: figure.n },
      ...{ profile, ours: ours.value, ours_to: ours.to },
      ours_low_95: ours.interval?.low ?? null,
      ours_high_95: ours.interval?.high ?? null,
      ours_n: ours.n,
    },
    scripted: false,
  };
}
