import { clusterSums, meanOf, resampledMeans } from './cluster-sums.js';
import { areApart, enoughEvidence } from './discordant-tasks.js';
import { byCodeUnit } from './order.js';
import {
  round12,
  type Context,
  type Panel,
  type RankedContext,
  type RuntimeCriterionId,
} from './ranking/index.js';
import { drawResamples, percentileInterval, type Interval, type Resamples } from './statistics/index.js';
import { surePlaces, type SurePlace } from './sure-places.js';
import { CONFIDENCE, LEAST_RESAMPLES, MIN_TASKS } from './uncertainty.js';

/** Whom to ask to improve a program in one metric, for each of them, in one context of the stage refine. */
export interface RefineLists extends Context {
  readonly lists: Readonly<Record<RuntimeCriterionId, readonly Refiner[]>>;
}

/** A model that has refined at least one program of the context correctly, with a figure that may be used. */
export interface Refiner extends SurePlace {
  readonly modelId: string;
  /** From 1, by the improvement; equal ones share it. */
  readonly rank: number;
  /**
   * Mean over the common problems of the share of the given program's figure that is saved (CPU efficiency: gained), 0
   * where the answer is wrong, no better, flagged or without a figure: what asking the model brings. 12 decimals.
   */
  readonly improvement: number;
  readonly interval: Interval | null;
  /** Problems with a figure of a correct refinement, and those of them that were improved, of the common problems. */
  readonly measured: number;
  readonly improved: number;
}

/** Null outside of refine, and for a study that measures nothing. The same for the same seed. */
export function refineLists(
  { ranking, panel }: RankedContext,
  options: { readonly seed: number; readonly resamples: number },
): RefineLists | null {
  const { language, stage, category } = ranking;
  if (stage !== 'refine' || ranking.measuring === null) return null;
  const seed = JSON.stringify([options.seed, 'refine', language, category]);
  const enough = panel.clusters >= MIN_TASKS && options.resamples >= LEAST_RESAMPLES;
  const resamples = enough ? drawResamples(panel.clusters, options.resamples, seed) : null;
  const refiners = (id: RuntimeCriterionId): Refiner[] => refinersOf(panel, id, resamples);
  const lists = {
    executionTime: refiners('executionTime'),
    meanMemory: refiners('meanMemory'),
    maxMemory: refiners('maxMemory'),
    cpuEfficiency: refiners('cpuEfficiency'),
  };
  return { language, stage, category, lists };
}

function refinersOf(panel: Panel, criterion: RuntimeCriterionId, resamples: Resamples | null): Refiner[] {
  const candidates = panel.models.flatMap((model, index) => {
    const improvements = model.improvementsBy?.[criterion];
    const measured = model.logRatios[criterion].filter((log) => !Number.isNaN(log)).length;
    if (improvements === undefined || measured === 0) return [];
    const sums = clusterSums(panel, (problem) => improvements[problem] ?? NaN);
    return [
      {
        modelId: panel.modelIds[index] ?? '',
        passRate: round12(model.passRates.reduce((sum, rate) => sum + rate, 0) / panel.problems),
        improvement: round12(meanOf(sums) ?? 0),
        improvements,
        measured,
        improved: improvements.filter((improvement) => improvement > 0).length,
        sums,
      },
    ];
  });
  const means =
    resamples === null
      ? null
      : resampledMeans(
          candidates.map(({ sums }) => sums),
          resamples,
        );
  const known = candidates.map((own, index) => ({ ...own, resampled: means?.[index] ?? null }));
  known.sort(
    (a, b) => b.improvement - a.improvement || b.passRate - a.passRate || byCodeUnit(a.modelId, b.modelId),
  );
  const placeOf = surePlaces(
    known.map(({ improvement }) => improvement),
    resamples === null ? null : known.flatMap(({ resampled }) => resampled ?? []),
    CONFIDENCE,
    enoughEvidence(panel, known.length, CONFIDENCE, (a, b, problem) =>
      areApart(known[a]?.improvements[problem], known[b]?.improvements[problem]),
    ),
  );
  return known.map(({ modelId, improvement, measured, improved, resampled }, index) => ({
    modelId,
    rank: 1 + known.filter((other) => other.improvement > improvement).length,
    ...placeOf(index),
    improvement,
    interval: resampled === null ? null : percentileInterval(resampled, CONFIDENCE),
    measured,
    improved,
  }));
}
