import type { Analysis } from '../analysis.js';
import type { OwnProgramsRow, Passing } from '../own-programs.js';
import { presetNote } from './measuring-notes.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type CellValue, type Column, type Row, type Table } from './table.js';

const OWN =
  "every model starts from programs of its own, so that two models' figures are about different programs: they are no comparison";

/** What models made of their own whole programs; none for a study in which nothing starts from one. */
export function ownProgramsTables(analysis: Analysis): Table[] {
  const rows = analysis.ownPrograms;
  if (rows.length === 0) return [];
  return [
    ...(analysis.stages.includes('fix') ? [fixTable(analysis, rows)] : []),
    ...(analysis.stages.includes('refine') ? [refineTable(analysis, rows)] : []),
  ];
}

function fixTable(analysis: Analysis, rows: readonly OwnProgramsRow[]): Table {
  return table({
    id: 'own-programs-fix',
    title: 'Whole programs that failed, repaired by the model that wrote them',
    columns: [
      ...NAMES,
      column('without_program', 'no program', 'count'),
      ...passingColumns('failed', 'repaired'),
    ],
    rows: rows.map((row) => rowOf(analysis, row, passingCells(row.fix, 'failed', 'repaired'))),
    notes: [
      'failed: generated programs that did not pass; n of them have been repaired or not, the others have no outcome yet; no program: ' +
        'answers from which nothing starts (empty, cut, refused, filtered, or without code)',
      'share: mean over problems, with its 95 % Wilson interval over problems',
      OWN,
      ...scriptedNotes(analysis.models),
    ],
  });
}

function refineTable(analysis: Analysis, rows: readonly OwnProgramsRow[]): Table {
  const [preset] = analysis.measuring.presets;
  return table({
    id: 'own-programs-refine',
    title: `Whole programs that passed, refined by the model that wrote them${preset === undefined ? '' : `, by ${preset}`}`,
    columns: [
      ...NAMES,
      ...passingColumns('passed', 'still_passing'),
      column('measured', 'measured', 'count'),
      column('faster', 'faster', 'count'),
      column('faster_share', 'faster of measured', 'percent'),
      column('with_ratio', 'with ratio', 'count'),
      column('below_1', 'below 1', 'count', { detail: true }),
      column('below_1_share', 'below 1 of those with ratio', 'percent'),
      column('ratio_problems', 'problems with ratio', 'count'),
      column('median_speed_up', 'median speed-up', 'ratio', { unit: 'original/refined' }),
      column('median_speed_up_low_95', 'speed-up: 95 % low', 'ratio', { unit: 'original/refined' }),
      column('median_speed_up_high_95', 'speed-up: 95 % high', 'ratio', { unit: 'original/refined' }),
      column('ratio', 'ratio', 'ratio', { unit: 'refined/original' }),
      column('ratio_low_95', 'ratio: 95 % low', 'ratio', { unit: 'refined/original', detail: true }),
      column('ratio_high_95', 'ratio: 95 % high', 'ratio', { unit: 'refined/original', detail: true }),
    ],
    rows: rows.map((row) =>
      rowOf(analysis, row, { ...passingCells(row.refine, 'passed', 'still_passing'), ...speedCells(row) }),
    ),
    notes: [
      'passed: generated programs that passed; n of them were refined with an outcome; what does not pass any more has no runtime',
      'measured beside the program that it was made of; faster: its interval excludes 1; the unchanged program counts as measured, ' +
        'with the ratio 1; below 1: plain count of the ratios, whatever the noise',
      'median speed-up: over problems, original / refined execution time; ratio: geometric mean over problems, refined / original; 95 % ' +
        'bootstrap over problems',
      ...(preset === undefined
        ? []
        : [`${presetNote(preset)}; here the original program stands for the canonical solution`]),
      OWN,
      ...scriptedNotes(analysis.models),
    ],
  });
}

const NAMES: readonly Column[] = [
  column('dataset', 'data set', 'text'),
  column('language', 'language', 'text'),
  column('model', 'model', 'text'),
];

function rowOf(
  analysis: Analysis,
  { dataset, language, modelId, withoutProgram }: OwnProgramsRow,
  cells: Row['cells'],
): Row {
  const names = { dataset, language, model: modelId, without_program: withoutProgram };
  return { cells: { ...names, ...cells }, scripted: scriptedIds(analysis.models).has(modelId) };
}

function passingColumns(planned: string, passed: string): Column[] {
  const words = passed.replaceAll('_', ' ');
  return [
    column(planned, planned, 'count'),
    column('n', 'n', 'count'),
    column(passed, words, 'count'),
    column(`${passed}_share`, `${words}: share`, 'percent'),
    column(`${passed}_low_95`, '95 % low', 'percent'),
    column(`${passed}_high_95`, '95 % high', 'percent'),
    column('problems', 'problems', 'count', { detail: true }),
    column('usd', 'USD', 'ratio', { unit: 'USD', detail: true }),
  ];
}

function passingCells(
  { planned, n, passed, share, interval, problems, usd }: Passing,
  plannedKey: string,
  passedKey: string,
): Record<string, CellValue> {
  return {
    [plannedKey]: planned,
    n,
    [passedKey]: passed,
    [`${passedKey}_share`]: share,
    [`${passedKey}_low_95`]: interval?.low ?? null,
    [`${passedKey}_high_95`]: interval?.high ?? null,
    problems,
    usd,
  };
}

function speedCells({ refine }: OwnProgramsRow): Record<string, CellValue> {
  const { measured, faster, withRatio, below1 } = refine;
  return {
    measured,
    faster,
    faster_share: measured === 0 ? null : faster / measured,
    with_ratio: withRatio,
    below_1: below1,
    below_1_share: withRatio === 0 ? null : below1 / withRatio,
    ratio_problems: refine.ratioProblems,
    median_speed_up: refine.speedUp,
    median_speed_up_low_95: refine.speedUpInterval?.low ?? null,
    median_speed_up_high_95: refine.speedUpInterval?.high ?? null,
    ratio: refine.ratio,
    ratio_low_95: refine.ratioInterval?.low ?? null,
    ratio_high_95: refine.ratioInterval?.high ?? null,
  };
}
