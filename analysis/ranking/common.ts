import type { CellResult } from '../../harness/study/results.js';
import { byProblem, cellKey, outcomeOf } from '../cells.js';

/** A model that takes no part in a context's comparison, and why. */
export interface NotRanked {
  readonly modelId: string;
  /** `no_common_cell`: it has complete cells, but there is none that all models with complete cells share. */
  readonly reason: 'no_complete_cell' | 'no_common_cell';
  /** Its own complete cells. */
  readonly complete: number;
}

export interface ComparedModel {
  readonly modelId: string;
  /** Its own complete cells, of which the common ones are a part. */
  readonly complete: number;
  /** Its common cells by problem; the same problems and samples for every compared model. */
  readonly problems: ReadonlyMap<string, readonly CellResult[]>;
}

/** The cells on which models are compared: those that are complete for all of them. */
export interface CommonSet {
  /** (problem, sample) cells that the study plans: N. */
  readonly planned: number;
  /** (problem, sample) cells that are complete for every compared model: n. */
  readonly common: number;
  /** Problems among the planned and among the common cells. */
  readonly plannedProblems: number;
  readonly commonProblems: number;
  readonly models: readonly ComparedModel[];
  readonly notRanked: readonly NotRanked[];
}

/** The common set of the cells of one context. A model without any complete cell is left out, not allowed to empty it. */
export function commonSet(cells: readonly CellResult[], modelIds: readonly string[]): CommonSet {
  const completeOf = new Map<string, Map<string, CellResult>>(modelIds.map((id) => [id, new Map()]));
  for (const cell of cells) {
    if (outcomeOf(cell) !== 'missing') completeOf.get(cell.modelId)?.set(cellKey(cell), cell);
  }
  const asked = modelIds.filter((id) => sizeOf(completeOf, id) > 0);
  const first = completeOf.get(asked[0] ?? '') ?? new Map<string, CellResult>();
  const keys = [...first.keys()].filter((key) => asked.every((id) => completeOf.get(id)?.has(key)));
  const compared = keys.length === 0 ? [] : asked;
  const models = compared.map((modelId) => ({
    modelId,
    complete: sizeOf(completeOf, modelId),
    problems: byProblem(keys.flatMap((key) => completeOf.get(modelId)?.get(key) ?? [])),
  }));
  return {
    planned: new Set(cells.map(cellKey)).size,
    common: keys.length,
    plannedProblems: new Set(cells.map((cell) => cell.problemUid)).size,
    commonProblems: models[0]?.problems.size ?? 0,
    models,
    notRanked: modelIds
      .filter((id) => !compared.includes(id))
      .map((modelId) => {
        const complete = sizeOf(completeOf, modelId);
        return { modelId, complete, reason: complete === 0 ? 'no_complete_cell' : 'no_common_cell' };
      }),
  };
}

function sizeOf(completeOf: ReadonlyMap<string, ReadonlyMap<string, CellResult>>, modelId: string): number {
  return completeOf.get(modelId)?.size ?? 0;
}
