import { describe, expect, test } from 'vitest';
import { allTables, analyse } from '../../../analysis/index.js';
import type { SpeedFigures } from '../../../analysis/speed.js';
import { cell, measured, measurement, ratios, study } from './fixture.js';
import { MEASURED } from './fixture-measured.js';

const rows = analyse(MEASURED).speed;

function figuresOf(modelId: string, language: string, preset: string, from = rows): SpeedFigures {
  const row = from.find((other) => other.modelId === modelId && other.language === language);
  const figures = row?.figures.find((other) => other.preset === preset);
  if (figures === undefined) throw new Error(`no figures of ${modelId}, ${language}, ${preset}`);
  return figures;
}

describe('the speed of a model, by hand', () => {
  test('alpha by precise: 0.5, 2 and the canonical solution itself; one flagged, one not measurable', () => {
    expect(figuresOf('alpha', 'python', 'precise')).toMatchObject({
      n: 4,
      faster: 1,
      slower: 1,
      noDifferenceShown: 1,
      flagged: 1,
      withRatio: 3,
      below1: 1,
      problems: 3,
      geometricMean: expect.closeTo(1, 12) as number,
    });
  });

  test('alpha by paper: 0.8, 0.9, 0.25, 0.99 and the canonical solution itself', () => {
    const figures = figuresOf('alpha', 'python', 'paper');
    expect(figures).toMatchObject({ n: 5, faster: 4, slower: 0, noDifferenceShown: 1, below1: 4 });
    expect(figures.geometricMean).toBeCloseTo((0.8 * 0.9 * 0.25 * 0.99) ** (1 / 5), 12);
  });

  test('beta by precise: a flagged program that is slower stays slower, and has no ratio', () => {
    const figures = figuresOf('beta', 'python', 'precise');
    expect(figures).toMatchObject({
      n: 4,
      faster: 1,
      slower: 2,
      noDifferenceShown: 1,
      flagged: 0,
      withRatio: 3,
    });
    expect(figures.geometricMean).toBeCloseTo(Math.cbrt(1 * 0.5 * 4), 12);
  });

  test('all languages: beta has one more, the canonical solution itself', () => {
    const figures = figuresOf('beta', 'all', 'precise');
    expect(figures).toMatchObject({ n: 5, problems: 4 });
    expect(figures.geometricMean).toBeCloseTo(2 ** (1 / 4), 12);
  });

  test('a program that was not measured is in no count', () => {
    expect(figuresOf('alpha', 'rust', 'precise')).toMatchObject({
      n: 0,
      geometricMean: null,
      interval: null,
    });
    expect(rows.find(({ modelId, language }) => modelId === 'alpha' && language === 'rust')?.passed).toBe(1);
  });
});

test('the calls add up to n, and no ratio is without a call', () => {
  for (const { faster, slower, noDifferenceShown, flagged, n, withRatio } of rows.flatMap(
    (row) => row.figures,
  )) {
    expect(faster + slower + noDifferenceShown + flagged).toBe(n);
    expect(withRatio).toBeLessThanOrEqual(n);
  }
});

test('samples of a problem are one problem to the mean, and each has its call', () => {
  const cells = [
    cell('a', 'P1', measured(ratios(4))),
    cell('a', 'P1', { sample: 1, ...measured(ratios(16)) }),
    cell('a', 'P2', measured(ratios(1))),
  ];
  const { speed } = analyse(study(cells));
  const figures = figuresOf('a', 'python', 'precise', speed);
  expect(figures).toMatchObject({ n: 3, slower: 2, noDifferenceShown: 1, problems: 2 });
  expect(figures.geometricMean).toBeCloseTo(Math.sqrt(8), 12);
});

test('a cell that another model has not completed is not counted', () => {
  const cells = [
    cell('a', 'P1', measured(ratios(2))),
    cell('a', 'P2', measured(ratios(2))),
    cell('b', 'P1', measured(ratios(2))),
    cell('b', 'P2', { answerState: null, verdict: null }),
  ];
  expect(figuresOf('a', 'python', 'precise', analyse(study(cells)).speed).n).toBe(1);
});

describe('the interval of the mean', () => {
  const times = [0.5, 0.7, 1.1, 0.9, 2, 0.6, 0.8, 1.3];
  const cells = times.map((time, index) => cell('a', `P${index}`, measured(ratios(time))));
  const of = (given: Parameters<typeof study>[1] = {}) =>
    figuresOf('a', 'python', 'precise', analyse(study(cells, given)).speed);

  test('holds the mean, and lies within the ratios', () => {
    const { interval, geometricMean } = of();
    expect(interval?.low).toBeLessThan(geometricMean ?? 0);
    expect(interval?.high).toBeGreaterThan(geometricMean ?? Infinity);
    expect(interval?.low).toBeGreaterThan(0.5);
    expect(interval?.high).toBeLessThan(2);
  });

  test('is drawn by the seed of the study', () => {
    expect(of({ seed: 7 })).toEqual(of({ seed: 7 }));
    expect(of({ seed: 8 }).interval).not.toEqual(of({ seed: 7 }).interval);
  });

  test('is null for one problem', () => {
    const { speed } = analyse(study(cells.slice(0, 1)));
    expect(figuresOf('a', 'python', 'precise', speed).interval).toBeNull();
  });
});

describe('the table', () => {
  const keys = (given: Parameters<typeof study>[1]): string[] => {
    const measurements = { precise: measurement(ratios(2)), paper: measurement(ratios(0.5)) };
    const tables = allTables(analyse(study([cell('a', 'P1', { measurements })], given)));
    return tables.find(({ id }) => id === 'speed')?.columns.map(({ key }) => key) ?? [];
  };

  test('has the columns of one preset under their own names', () => {
    expect(keys({ presets: ['precise'] })).toContain('faster_share');
  });

  test('has those of several presets side by side, in the order of the study', () => {
    const several = keys({ presets: ['paper', 'precise'] });
    const of = (preset: string) =>
      several.filter((key) => key.startsWith(`${preset}_`)).map((key) => key.slice(preset.length + 1));
    expect(of('paper')).toEqual(of('precise'));
    expect(several.indexOf('paper_n')).toBeLessThan(several.indexOf('precise_n'));
  });

  test('says of every preset what it means', () => {
    const notes = allTables(analyse(MEASURED))
      .find(({ id }) => id === 'speed')
      ?.notes.join('\n');
    expect(notes).toContain('precise: optimised builds; program and canonical solution in turn');
    expect(notes).toContain('paper: builds without optimisation; 3 runs of the canonical solution');
  });
});
