import type { CellResult } from '../../harness/study/results.js';
import { passedOf } from '../cells.js';
import type { ComparedModel } from './common.js';
import { RUNTIME_CRITERIA, type RuntimeCriterionId } from './criteria.js';

/** The common set of a context in the form in which figures are computed a thousand times. */
export interface Panel {
  readonly modelIds: readonly string[];
  readonly problems: number;
  /** A cell of each problem, for what the problem is; any model's. */
  readonly cells: readonly CellResult[];
  /** Tasks: a problem's cluster, as answers to one task in several languages are no independent evidence. */
  readonly clusters: number;
  /** By problem. */
  readonly clusterOf: Int32Array;
  readonly models: readonly PanelModel[];
}

/** One value a problem, in the order of the panel's problems. */
export interface PanelModel {
  /** Share of the common samples that passed. */
  readonly passRates: Float64Array;
  /** Natural logarithms of the ratios to the canonical solution; NaN where there is none. */
  readonly logRatios: Readonly<Record<RuntimeCriterionId, Float64Array>>;
  /** See improvement.ts; null for a study that measures nothing. */
  readonly improvements: Float64Array | null;
  /** The same by one criterion alone; in refine of a study that measures, else null. */
  readonly improvementsBy: Readonly<Record<RuntimeCriterionId, Float64Array>> | null;
}

/**
 * The panel of compared models, from each one's ratios by problem, a list for each runtime criterion, and its improvements
 * by problem, by all criteria and by each.
 */
export function panelOf(
  models: readonly ComparedModel[],
  ratios: readonly (readonly ReadonlyMap<string, number>[])[],
  improvements: readonly (readonly number[] | null)[],
  improvementsBy: readonly PanelModel['improvementsBy'][] = [],
): Panel {
  const problems = [...(models[0]?.problems ?? [])];
  const tasks = problems.map(([, cells]) => taskOf(cells[0]));
  const places = new Map([...new Set(tasks)].map((task, index) => [task, index]));
  return {
    modelIds: models.map(({ modelId }) => modelId),
    problems: problems.length,
    cells: problems.flatMap(([, cells]) => cells[0] ?? []),
    clusters: places.size,
    clusterOf: Int32Array.from(tasks, (task) => places.get(task) ?? 0),
    models: models.map((model, index) => {
      const gains = improvements[index] ?? null;
      return {
        passRates: Float64Array.from(model.problems.values(), shareOfPassed),
        logRatios: logRatiosOf(
          [...model.problems.keys()],
          ratios.map((ofModels) => ofModels[index]),
        ),
        improvements: gains === null ? null : Float64Array.from(gains),
        improvementsBy: improvementsBy[index] ?? null,
      };
    }),
  };
}

/** Names the task of a problem, which is the same in all languages. */
export function taskOf(cell: Pick<CellResult, 'dataset' | 'taskNumber'> | undefined): string {
  return JSON.stringify([cell?.dataset, cell?.taskNumber]);
}

function logRatiosOf(
  uids: readonly string[],
  ratios: readonly (ReadonlyMap<string, number> | undefined)[],
): PanelModel['logRatios'] {
  return Object.fromEntries(
    RUNTIME_CRITERIA.map(({ id }, column) => [
      id,
      Float64Array.from(uids, (uid) => Math.log(ratios[column]?.get(uid) ?? NaN)),
    ]),
  ) as Record<RuntimeCriterionId, Float64Array>;
}

/** Of the samples of one problem. */
export function shareOfPassed(cells: readonly CellResult[]): number {
  return passedOf(cells).length / cells.length;
}
