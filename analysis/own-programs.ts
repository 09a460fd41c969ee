import { LANGUAGES } from '../datasets/problem.js';
import type { CellResult, Stage, StageCost, StudyResults } from '../harness/study/results.js';
import { bootstrapInterval, median } from '../harness/measure/statistics/index.js';
import { inFixedOrder, outcomeOf } from './cells.js';
import { byCodeUnit } from './order.js';
import { ratioOf, type Context } from './ranking/index.js';
import { geometricMean, geometricMeanInterval, wilson95, type Interval } from './statistics/index.js';
import { RESAMPLES } from './uncertainty.js';

/** What one model made of the whole programs that it had generated itself, in one data set and language (or all). */
export interface OwnProgramsRow {
  readonly dataset: string;
  readonly language: Context['language'];
  readonly modelId: string;
  /** Generated answers in which there is no program: nothing starts from them. */
  readonly withoutProgram: number;
  /** Of programs that failed. */
  readonly fix: Passing;
  /** Of programs that passed. */
  readonly refine: Passing & RefinedSpeed;
}

export interface Passing {
  /** Programs to start from, and those of them with an outcome. */
  readonly planned: number;
  readonly n: number;
  /** Of n: programs that pass now. */
  readonly passed: number;
  /** Mean over problems of the share that passes; null without any. */
  readonly share: number | null;
  /** 95 %, Wilson over problems. */
  readonly interval: Interval | null;
  readonly problems: number;
  /** What asking for them has cost; null where not all were asked for here, or a price was not known. */
  readonly usd: number | null;
}

/** Of refined programs that pass still, beside those that they were made of, by the first preset of the study. */
export interface RefinedSpeed {
  /** With a call: measured, or the very program that it was made of. */
  readonly measured: number;
  readonly faster: number;
  /** Whose ratio may be used, and those of them whose ratio is below 1. */
  readonly withRatio: number;
  readonly below1: number;
  /** Problems behind the next four. */
  readonly ratioProblems: number;
  /** Geometric mean over problems of refined / original execution time. */
  readonly ratio: number | null;
  /** 95 %, by bootstrap over problems; null below two of them. */
  readonly ratioInterval: Interval | null;
  /** Median over problems of original / refined execution time. */
  readonly speedUp: number | null;
  readonly speedUpInterval: Interval | null;
}

type Study = Pick<StudyResults, 'cells' | 'ownPrograms' | 'ownProgramCosts' | 'presets' | 'seed'>;

/** Empty for a study in which nothing starts from a model's own program. */
export function ownProgramsRows(study: Study, modelIds: readonly string[]): OwnProgramsRow[] {
  const own = inFixedOrder(study.ownPrograms ?? []);
  const datasets = [...new Set(own.map(({ dataset }) => dataset))].sort(byCodeUnit);
  return datasets.flatMap((dataset) => {
    const of = (cell: CellResult): boolean => cell.dataset === dataset;
    const [started, without] = [own.filter(of), study.cells.filter((cell) => of(cell) && hasNoProgram(cell))];
    return (['all', ...LANGUAGES] as const).flatMap((language) =>
      modelIds.flatMap((modelId): OwnProgramsRow[] => {
        const inRow = (own: Pick<CellResult, 'modelId' | 'language'>): boolean =>
          own.modelId === modelId && (language === 'all' || own.language === language);
        const cells = started.filter(inRow);
        const withoutProgram = without.filter(inRow).length;
        if (cells.length === 0 && withoutProgram === 0) return [];
        const paid = (study.ownProgramCosts ?? []).filter((cost) => cost.dataset === dataset && inRow(cost));
        const [fixes, refinements] = [inStage(cells, 'fix'), inStage(cells, 'refine')];
        const seed = [study.seed, 'own programs', dataset, language, modelId];
        return [
          {
            ...{ dataset, language, modelId, withoutProgram },
            fix: passingOf(fixes, inStage(paid, 'fix')),
            refine: {
              ...passingOf(refinements, inStage(paid, 'refine')),
              ...speedOf(refinements, study.presets[0], seed),
            },
          },
        ];
      }),
    );
  });
}

function hasNoProgram(cell: CellResult): boolean {
  return (
    cell.stage === 'generate' &&
    cell.answerState !== null &&
    (cell.answerState !== 'answered' || cell.verdict === 'no_code')
  );
}

function inStage<T extends { readonly stage: Stage }>(all: readonly T[], stage: Stage): T[] {
  return all.filter((own) => own.stage === stage);
}

function passingOf(cells: readonly CellResult[], paid: readonly StageCost[]): Passing {
  const complete = cells.filter((cell) => outcomeOf(cell) !== 'missing');
  const passes = byProblem(complete, (cell) => (outcomeOf(cell) === 'passed' ? 1 : 0));
  const problems = passes.length;
  const sum = passes.reduce((all, own) => all + own.reduce((a, b) => a + b, 0) / own.length, 0);
  return {
    planned: cells.length,
    n: complete.length,
    passed: passes.flat().filter((value) => value === 1).length,
    share: problems === 0 ? null : sum / problems,
    // Rates add up to the whole but for a rounding error.
    interval: wilson95(Math.min(problems, sum), problems),
    problems,
    usd: usdOf(cells.filter(({ answerState }) => answerState !== null).length, paid),
  };
}

function usdOf(answered: number, paid: readonly StageCost[]): number | null {
  const asked = paid.reduce((all, { answers }) => all + answers, 0);
  if (asked < answered || paid.some(({ unpriced }) => unpriced > 0)) return null;
  return paid.reduce((all, { usd }) => all + usd, 0);
}

function speedOf(
  cells: readonly CellResult[],
  preset: string | undefined,
  seed: readonly unknown[],
): RefinedSpeed {
  const passed = preset === undefined ? [] : cells.filter((cell) => outcomeOf(cell) === 'passed');
  const calls = passed.flatMap((cell) => cell.measurements[preset ?? '']?.call ?? []);
  const ratios = byProblem(passed, (cell) => ratioOf(cell, 'executionTime', preset ?? ''));
  const means = ratios.flatMap((own) => geometricMean(own) ?? []);
  const speedUps = means.map((ratio) => 1 / ratio);
  const options = (name: string) => ({
    ...{ confidence: 0.95, resamples: RESAMPLES, seed: JSON.stringify([...seed, name]) },
  });
  return {
    measured: calls.length,
    faster: calls.filter((call) => call === 'faster').length,
    withRatio: ratios.flat().length,
    below1: ratios.flat().filter((ratio) => ratio < 1).length,
    ratioProblems: means.length,
    ratio: geometricMean(means),
    ratioInterval: geometricMeanInterval(means, options('ratio')),
    speedUp: speedUps.length === 0 ? null : median(speedUps),
    speedUpInterval: bootstrapInterval(speedUps, median, options('speed-up')),
  };
}

/** The values that are known, by problem, in the order of the cells; none of a problem without any. */
function byProblem(cells: readonly CellResult[], valueOf: (cell: CellResult) => number | null): number[][] {
  const values = new Map<string, number[]>();
  for (const cell of cells) {
    const value = valueOf(cell);
    if (value === null) continue;
    const own = values.get(cell.problemUid) ?? [];
    values.set(cell.problemUid, own);
    own.push(value);
  }
  return [...values.values()];
}
