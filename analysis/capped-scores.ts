import { mean } from 'simple-statistics';
import { isProgramDataset } from '../datasets/program-dataset-ids.js';
import type { CellResult, Stage, StudyResults } from '../harness/study/results.js';
import { outcomeOf } from './cells.js';
import { commonSet, contextsOf, problemsByContext, ratioOf, type Context } from './ranking/index.js';
import { bootstrapMean, type Interval } from './statistics/index.js';
import { RESAMPLES } from './uncertainty.js';

/** A model's scores on whole programs in one language (or all) and stage, by the first preset of the study. */
export interface CappedScoresRow {
  readonly language: Context['language'];
  readonly stage: Stage;
  readonly modelId: string;
  readonly executionTime: CappedScore;
  readonly memoryPeak: CappedScore;
  readonly memoryIntegral: CappedScore;
}

export interface CappedScore {
  /** Mean over problems of min(1, canonical / program), 0 for what did not pass: 0..1; null without problems. */
  readonly value: number | null;
  /** 95 %, by bootstrap over problems; null below two of them. */
  readonly interval: Interval | null;
  /** Problems behind the value: those that failed, and those that passed and have a figure. */
  readonly n: number;
  /** Problems that passed without a figure: no part of the value. */
  readonly withoutFigure: number;
}

type Ratio = (cell: CellResult, preset: string) => number | null;

const time: Ratio = (cell, preset) => ratioOf(cell, 'executionTime', preset);
const peak: Ratio = (cell, preset) => ratioOf(cell, 'maxMemory', preset);
/** Mean memory over time, times that time. */
const integral: Ratio = (cell, preset) => {
  const [memory, duration] = [ratioOf(cell, 'meanMemory', preset), time(cell, preset)];
  return memory === null || duration === null ? null : memory * duration;
};

/**
 * EffiBench-X's scores (Y. Qing et al., arXiv 2505.13004): what a program needs beside the canonical one, capped at 1, and 0
 * for what fails. On the common set of the datasets of whole programs; empty for a study that measures none.
 */
export function cappedScores(
  study: Pick<StudyResults, 'languages' | 'stages' | 'presets' | 'seed'>,
  cells: readonly CellResult[],
  modelIds: readonly string[],
): CappedScoresRow[] {
  const [preset] = study.presets;
  const programs = cells.filter(({ dataset }) => isProgramDataset(dataset));
  if (preset === undefined || programs.length === 0) return [];
  const inContext = problemsByContext(programs);
  return contextsOf(study)
    .filter(({ category }) => category === 'all')
    .flatMap((context) => {
      const { language, stage } = context;
      const own = inContext(context);
      if (own.length === 0) return [];
      const { models } = commonSet(own, modelIds);
      return modelIds.map((modelId) => {
        const problems = [...(models.find((model) => model.modelId === modelId)?.problems.values() ?? [])];
        const score = (name: string, ratio: Ratio): CappedScore =>
          scoreOf(problems, (cell) => ratio(cell, preset), [study.seed, name, language, stage, modelId]);
        return {
          ...{ language, stage, modelId },
          executionTime: score('capped time', time),
          memoryPeak: score('capped peak', peak),
          memoryIntegral: score('capped integral', integral),
        };
      });
    });
}

function scoreOf(
  problems: readonly (readonly CellResult[])[],
  ratio: (cell: CellResult) => number | null,
  seed: readonly unknown[],
): CappedScore {
  const scores = problems.map((samples) => samples.flatMap((cell) => scoreOfCell(cell, ratio) ?? []));
  const known = scores.filter((own) => own.length > 0).map((own) => mean(own));
  return {
    value: known.length === 0 ? null : mean(known),
    interval: bootstrapMean(known, {
      ...{ confidence: 0.95, resamples: RESAMPLES, seed: JSON.stringify(seed) },
    }),
    n: known.length,
    withoutFigure: scores.length - known.length,
  };
}

function scoreOfCell(cell: CellResult, ratio: (cell: CellResult) => number | null): number | null {
  if (outcomeOf(cell) !== 'passed') return 0;
  const own = ratio(cell);
  return own === null ? null : Math.min(1, 1 / own);
}
