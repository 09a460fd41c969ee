import { mean } from 'simple-statistics';
import type { Language } from '../datasets/problem.js';
import type { CellResult, Stage, StudyResults } from '../harness/study/results.js';
import { byProblem, outcomeOf } from './cells.js';
import { belongsTo, commonSet, contextsOf } from './ranking/index.js';
import { passAtK } from './statistics/index.js';

/** pass@k of a model in one language and stage, over all categories. */
export interface PassAtKRow {
  readonly language: Language;
  readonly stage: Stage;
  readonly modelId: string;
  readonly k: number;
  /** Mean over problems of the unbiased estimate: 0..1; null where no problem has k common samples or the model was not compared. */
  readonly value: number | null;
  /** Problems with at least k common samples, of the planned problems. */
  readonly problems: number;
  readonly plannedProblems: number;
}

/**
 * pass@1 and pass@k for the largest k that the study plans, wherever it plans several samples a problem; on the common
 * set, as all comparisons.
 */
export function passAtKRows(
  study: Pick<StudyResults, 'languages' | 'stages'>,
  cells: readonly CellResult[],
  modelIds: readonly string[],
): PassAtKRow[] {
  return contextsOf(study).flatMap((context): PassAtKRow[] => {
    const { language, stage, category } = context;
    if (language === 'all' || category !== 'all') return [];
    const own = cells.filter((cell) => belongsTo(cell, context));
    const largest = Math.max(0, ...plannedSamples(own));
    if (largest < 2) return [];
    const { models, plannedProblems } = commonSet(own, modelIds);
    return modelIds.flatMap((modelId) =>
      [1, largest].map((k) => {
        const problems = models.find((model) => model.modelId === modelId)?.problems;
        const estimates = [...(problems?.values() ?? [])]
          .filter((samples) => samples.length >= k)
          .map((samples) => passAtK(samples.length, passes(samples), k));
        return {
          language,
          stage,
          modelId,
          k,
          value: estimates.length === 0 ? null : mean(estimates),
          problems: estimates.length,
          plannedProblems,
        };
      }),
    );
  });
}

function plannedSamples(cells: readonly CellResult[]): number[] {
  return [...byProblem(cells).values()].map((group) => new Set(group.map((cell) => cell.sample)).size);
}

function passes(samples: readonly CellResult[]): number {
  return samples.filter((cell) => outcomeOf(cell) === 'passed').length;
}
