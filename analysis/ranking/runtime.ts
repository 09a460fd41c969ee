import type { CellResult } from '../../harness/study/results.js';
import { measuredOf } from '../cells.js';
import { oncePer } from '../once-per.js';
import { geometricMean } from '../statistics/index.js';
import type { ComparedModel } from './common.js';
import { ratioOf, type RuntimeCriterionId } from './criteria.js';

/** With fewer shared problems a mean says more of these problems than of the models. */
export const MIN_SHARED_PROBLEMS = 3;

/** A model's runtime by one criterion, over problems that it passed. */
export interface RuntimeFigure {
  /** Geometric mean over problems of program / canonical solution; null where there is no measured pass. */
  readonly value: number | null;
  /** Problems behind `value`. */
  readonly n: number;
  /**
   * `shared`: the same problems for every model that has a value. `own`: each model's own passed problems, which favours
   * a model that solves only the easy ones (survivor bias). Null where there is no value.
   */
  readonly basis: 'shared' | 'own' | null;
}

/** The figures of all compared models by one criterion, in the order of their ratios by problem. */
export function runtimeFigures(ratios: readonly ReadonlyMap<string, number>[]): readonly RuntimeFigure[] {
  const contenders = ratios.filter((own) => own.size > 0);
  const shared = new Set(
    [...(contenders[0]?.keys() ?? [])].filter((uid) => contenders.every((own) => own.has(uid))),
  );
  const useShared = shared.size >= MIN_SHARED_PROBLEMS || contenders.every((own) => own.size === shared.size);
  return ratios.map((own) => {
    if (own.size === 0) return { value: null, n: 0, basis: null };
    const used = [...own].filter(([uid]) => !useShared || shared.has(uid)).map(([, ratio]) => ratio);
    return { value: geometricMean(used), n: used.length, basis: useShared ? 'shared' : 'own' };
  });
}

/** Per problem with a measured pass, the geometric mean over the samples that passed. */
export function problemRatios(
  model: ComparedModel,
  criterion: RuntimeCriterionId,
  preset: string | null,
): Map<string, number> {
  const ratios = new Map<string, number>();
  for (const [uid, cells] of model.problems) {
    const mean = preset === null ? null : meanRatioOf(cells, criterion, preset);
    if (mean !== null) ratios.set(uid, mean);
  }
  return ratios;
}

const meanRatios = oncePer<readonly CellResult[], Map<string, number | null>>(() => new Map());

/** Computed once for the samples of a problem, which are part of several contexts. */
function meanRatioOf(
  cells: readonly CellResult[],
  criterion: RuntimeCriterionId,
  preset: string,
): number | null {
  const known = meanRatios(cells);
  const key = `${criterion} ${preset}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const ratios = measuredOf(cells).flatMap((cell) => ratioOf(cell, criterion, preset) ?? []);
  const mean = geometricMean(ratios);
  known.set(key, mean);
  return mean;
}
