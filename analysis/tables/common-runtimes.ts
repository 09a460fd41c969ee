import type { Analysis } from '../analysis.js';
import { presetNote } from './measuring-notes.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type Table } from './table.js';

/** Runtimes of models' whole programs beside each other's where data sets have no canonical solution; none where all have one. */
export function commonRuntimeTables(analysis: Analysis): Table[] {
  const { commonRuntimes: rows, measuring } = analysis;
  const [preset] = measuring.presets;
  if (rows.length === 0 || preset === undefined) return [];
  const scripted = scriptedIds(analysis.models);
  return [
    table({
      id: 'common-runtimes',
      title: `Runtimes of two models where there is no canonical solution, by ${preset}`,
      columns: [
        column('dataset', 'data set', 'text'),
        column('language', 'language', 'text'),
        column('first', 'first', 'text'),
        column('second', 'second', 'text'),
        column('problems', 'problems', 'count'),
        column('n', 'n', 'count'),
        column('time_ratio', 'time', 'ratio', { unit: 'first/second' }),
        column('time_ratio_low_95', 'time: 95 % low', 'ratio', { unit: 'first/second' }),
        column('time_ratio_high_95', 'time: 95 % high', 'ratio', { unit: 'first/second' }),
        column('first_less', 'first takes less', 'count'),
        column('second_less', 'second takes less', 'count'),
        column('p', 'p', 'ratio', { unit: null, detail: true }),
        column('p_holm', 'p, Holm', 'ratio', { unit: null }),
        column('memory_n', 'n of memory', 'count', { detail: true }),
        column('memory_ratio', 'max memory', 'ratio', { unit: 'first/second' }),
        column('memory_ratio_low_95', 'max memory: 95 % low', 'ratio', {
          unit: 'first/second',
          detail: true,
        }),
        column('memory_ratio_high_95', 'max memory: 95 % high', 'ratio', {
          unit: 'first/second',
          detail: true,
        }),
      ],
      rows: rows.map((row) => ({
        cells: {
          ...{ dataset: row.dataset, language: row.language, first: row.first, second: row.second },
          problems: row.problems,
          n: row.executionTime.n,
          time_ratio: row.executionTime.ratio,
          time_ratio_low_95: row.executionTime.interval?.low ?? null,
          time_ratio_high_95: row.executionTime.interval?.high ?? null,
          first_less: row.firstLess,
          second_less: row.secondLess,
          p: row.p,
          p_holm: row.holm,
          memory_n: row.maxMemory.n,
          memory_ratio: row.maxMemory.ratio,
          memory_ratio_low_95: row.maxMemory.interval?.low ?? null,
          memory_ratio_high_95: row.maxMemory.interval?.high ?? null,
        },
        scripted: scripted.has(row.first) || scripted.has(row.second),
      })),
      notes: [
        'problems: that both solved, in languages for which the data set has no canonical solution; n: of these with a figure of each model',
        'all programs of a problem are measured beside one of them, that of the first model by its id; a ratio is the quotient of two ' +
          'such ratios, so that this one cancels out, and never to a program in another language',
        'ratios: geometric means over problems, with their 95 % bootstrap intervals over problems; below 1: the first model needs less',
        "p: Wilcoxon's signed-rank test over the logarithms, with Holm's correction over the pairs of a data set and language",
        'no part of rankings, which compare with canonical solutions',
        `${presetNote(preset)}; here one of the models' programs stands for the canonical solution`,
        ...scriptedNotes(analysis.models),
      ],
    }),
  ];
}
