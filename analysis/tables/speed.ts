import type { Analysis } from '../analysis.js';
import type { SpeedFigures } from '../speed.js';
import { presetNote } from './measuring-notes.js';
import { scriptedIds, scriptedNotes } from './scripted.js';
import { column, table, type CellValue, type Column, type Table } from './table.js';

/** How fast passed programs are beside the canonical solutions; no table for a study that measures nothing. */
export function speedTables(analysis: Analysis): Table[] {
  const { presets } = analysis.measuring;
  if (presets.length === 0) return [];
  const scripted = scriptedIds(analysis.models);
  const several = presets.length > 1;
  return [
    table({
      id: 'speed',
      title: `Speed of passed programs beside the canonical solutions, by ${presets.join(' and ')}`,
      columns: [
        column('model', 'model', 'text'),
        column('language', 'language', 'text'),
        column('stage', 'stage', 'text'),
        column('passed', 'passed', 'count', { detail: several }),
        ...presets.flatMap((preset) => columnsOf(preset, several)),
      ],
      rows: analysis.speed.map(({ modelId, language, stage, passed, figures }) => ({
        cells: {
          model: modelId,
          language,
          stage,
          passed,
          ...Object.fromEntries(figures.flatMap((each) => cellsOf(each, several))),
        },
        scripted: scripted.has(modelId),
      })),
      notes: [
        'over the programs that passed in the cells that all compared models have; n of them were measured, or are the ' +
          'canonical solution itself (no difference shown); each has one of the four calls',
        'flagged: would be faster, but may be so for its repetitions only; it has no ratio',
        'ratio: geometric mean over problems of the ratios of execution times, with its 95 % bootstrap interval over problems',
        'below 1: plain count of the ratios below 1, whatever the noise: of programs against themselves about half come ' +
          'out below 1',
        ...presets.map(presetNote),
        'runtime is over the problems that each model passed itself: the rankings compare on shared ones',
        ...scriptedNotes(analysis.models),
      ],
    }),
  ];
}

function columnsOf(preset: string, several: boolean): Column[] {
  const of = (key: string, heading: string, format: Column['format'], detail = false): Column =>
    column(keyOf(preset, key, several), several ? `${preset} ${heading}` : heading, format, { detail });
  return [
    of('n', 'n', 'count'),
    of('faster', 'faster', 'count'),
    of('slower', 'slower', 'count', several),
    of('no_difference_shown', 'no difference shown', 'count', several),
    of('flagged', 'flagged', 'count', several),
    of('faster_share', 'faster of n', 'percent'),
    of('ratio', 'ratio', 'ratio'),
    of('ratio_low_95', '95 % low', 'ratio', several),
    of('ratio_high_95', '95 % high', 'ratio', several),
    of('problems', 'problems', 'count', true),
    of('with_ratio', 'with ratio', 'count', true),
    of('below_1', 'below 1', 'count'),
    of('below_1_share', 'below 1 of those with ratio', 'percent', true),
  ];
}

function cellsOf(figures: SpeedFigures, several: boolean): [string, CellValue][] {
  const { n, faster, withRatio, below1, interval } = figures;
  const cells: Record<string, CellValue> = {
    n,
    faster,
    slower: figures.slower,
    no_difference_shown: figures.noDifferenceShown,
    flagged: figures.flagged,
    faster_share: n === 0 ? null : faster / n,
    ratio: figures.geometricMean,
    ratio_low_95: interval?.low ?? null,
    ratio_high_95: interval?.high ?? null,
    problems: figures.problems,
    with_ratio: withRatio,
    below_1: below1,
    below_1_share: withRatio === 0 ? null : below1 / withRatio,
  };
  return Object.entries(cells).map(([key, value]) => [keyOf(figures.preset, key, several), value]);
}

function keyOf(preset: string, key: string, several: boolean): string {
  return several ? `${preset}_${key}` : key;
}
