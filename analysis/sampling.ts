import { mean } from 'simple-statistics';
import type { Language } from '../datasets/problem.js';
import type { CellResult, Stage, StudyResults } from '../harness/study/results.js';
import { passedOf } from './cells.js';
import { commonSet, contextsOf, problemsByContext } from './ranking/index.js';
import { bootstrapMean, passAtK, type Interval } from './statistics/index.js';
import { RESAMPLES } from './uncertainty.js';

/** The k that papers report, as far as a study has samples for them; the largest that it has comes with them. */
const USUAL_K = [1, 5, 10, 100];

/** pass@k of a model in one language and stage, over all categories. */
export interface PassAtKRow {
  readonly language: Language;
  readonly stage: Stage;
  readonly modelId: string;
  readonly k: number;
  /** Mean over problems of the unbiased estimate: 0..1; null where no problem has k common samples or the model was not compared. */
  readonly value: number | null;
  /** 95 %, by bootstrap over problems; null below two of them, and where all have the same estimate, as they then say nothing of others. */
  readonly interval: Interval | null;
  /** Problems with at least k common samples, of the planned problems. */
  readonly problems: number;
  readonly plannedProblems: number;
}

/**
 * pass@k for the usual k and the largest that the study plans, wherever it plans several samples a problem; on the common
 * set, as all comparisons. A problem that has fewer than k common samples takes no part in pass@k.
 */
export function passAtKRows(
  study: Pick<StudyResults, 'languages' | 'stages' | 'seed'>,
  cells: readonly CellResult[],
  modelIds: readonly string[],
): PassAtKRow[] {
  return contextsOf(study).flatMap((context): PassAtKRow[] => {
    const { language, stage, category } = context;
    if (language === 'all' || category !== 'all') return [];
    const own = problemsByContext(cells)(context);
    const largest = Math.max(0, ...own.map(plannedSamples));
    if (largest < 2) return [];
    const { models, plannedProblems } = commonSet(own, modelIds);
    return modelIds.flatMap((modelId) =>
      kUpTo(largest).map((k) => {
        const problems = models.find((model) => model.modelId === modelId)?.problems;
        const estimates = [...(problems?.values() ?? [])]
          .filter((samples) => samples.length >= k)
          .map((samples) => passAtK(samples.length, passedOf(samples).length, k));
        return {
          language,
          stage,
          modelId,
          k,
          value: estimates.length === 0 ? null : mean(estimates),
          interval: intervalOf(estimates, [study.seed, 'pass@k', language, stage, modelId, k]),
          problems: estimates.length,
          plannedProblems,
        };
      }),
    );
  });
}

function kUpTo(largest: number): number[] {
  return [...new Set([...USUAL_K.filter((k) => k < largest), largest])];
}

function intervalOf(estimates: readonly number[], seed: readonly unknown[]): Interval | null {
  if (estimates.every((estimate) => estimate === estimates[0])) return null;
  return bootstrapMean(estimates, {
    confidence: 0.95,
    resamples: RESAMPLES,
    seed: JSON.stringify(seed),
  });
}

function plannedSamples({ cells }: { readonly cells: readonly CellResult[] }): number {
  return new Set(cells.map((cell) => cell.sample)).size;
}
