import type { CellResult, Stage, StudyResults } from '../harness/study/results.js';
import { measuredOf, passedOf } from './cells.js';
import {
  commonSet,
  contextsOf,
  problemRatios,
  problemsByContext,
  ratioOf,
  type ComparedModel,
  type Context,
} from './ranking/index.js';
import { geometricMean, geometricMeanInterval, type Interval } from './statistics/index.js';
import { RESAMPLES } from './uncertainty.js';

/** How fast a model's passed programs are in one language (or all) and stage, by each preset of the study. */
export interface SpeedRow {
  readonly language: Context['language'];
  readonly stage: Stage;
  readonly modelId: string;
  /** Common cells that passed; 0 for a model that was not compared. */
  readonly passed: number;
  /** In the order of the study's presets. */
  readonly figures: readonly SpeedFigures[];
}

export interface SpeedFigures {
  readonly preset: string;
  /** Programs that were measured, or are the canonical solution itself: the sum of the four calls. */
  readonly n: number;
  readonly faster: number;
  readonly slower: number;
  readonly noDifferenceShown: number;
  /** Would be faster, but for a flag that forbids to say so. */
  readonly flagged: number;
  /** Programs whose ratio may be used, and those of them whose ratio is below 1. */
  readonly withRatio: number;
  readonly below1: number;
  /** Problems behind the mean. */
  readonly problems: number;
  /** Of execution times, one a problem, ascending. */
  readonly ratios: readonly number[];
  /** Of these ratios; null without any. */
  readonly geometricMean: number | null;
  /** 95 %, by bootstrap over problems; null below two of them. */
  readonly interval: Interval | null;
}

type Study = Pick<StudyResults, 'languages' | 'stages' | 'presets' | 'seed'>;

/** On the common set, as all comparisons, over all categories. Empty for a study that measures nothing. */
export function speedRows(
  study: Study,
  cells: readonly CellResult[],
  modelIds: readonly string[],
): SpeedRow[] {
  if (study.presets.length === 0) return [];
  return contextsOf(study)
    .filter(({ category }) => category === 'all')
    .flatMap((context) => {
      const own = problemsByContext(cells)(context);
      if (own.length === 0) return [];
      const { models } = commonSet(own, modelIds);
      return modelIds.map((modelId) => speedRow(study, context, modelId, models));
    });
}

function speedRow(
  { presets, seed }: Study,
  { language, stage }: Context,
  modelId: string,
  models: readonly ComparedModel[],
): SpeedRow {
  const model = models.find((other) => other.modelId === modelId);
  const samples = [...(model?.problems.values() ?? [])];
  const cells = samples.flatMap(measuredOf);
  const figures = presets.map((preset): SpeedFigures => {
    const calls = cells.flatMap((cell) => cell.measurements[preset]?.call ?? []);
    const called = (call: (typeof calls)[number]) => calls.filter((other) => other === call).length;
    const ratios = cells.flatMap((cell) => ratioOf(cell, 'executionTime', preset) ?? []);
    const byProblem = model === undefined ? [] : [...problemRatios(model, 'executionTime', preset).values()];
    return {
      preset,
      n: calls.length,
      faster: called('faster'),
      slower: called('slower'),
      noDifferenceShown: called('no_difference_shown'),
      flagged: called('flagged'),
      withRatio: ratios.length,
      below1: ratios.filter((ratio) => ratio < 1).length,
      problems: byProblem.length,
      ratios: [...byProblem].sort((a, b) => a - b),
      geometricMean: geometricMean(byProblem),
      interval: geometricMeanInterval(byProblem, {
        confidence: 0.95,
        resamples: RESAMPLES,
        seed: JSON.stringify([seed, 'speed', preset, language, stage, modelId]),
      }),
    };
  });
  return {
    language,
    stage,
    modelId,
    passed: samples.reduce((sum, own) => sum + passedOf(own).length, 0),
    figures,
  };
}
