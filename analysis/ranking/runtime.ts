import { outcomeOf } from '../cells.js';
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
    const measured: number[] = [];
    for (const cell of cells) {
      const ratio = ratioOf(cell, criterion, preset);
      if (ratio !== null && outcomeOf(cell) === 'passed') measured.push(ratio);
    }
    const mean = geometricMean(measured);
    if (mean !== null) ratios.set(uid, mean);
  }
  return ratios;
}
