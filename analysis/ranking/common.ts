import type { CellResult } from '../../harness/study/results.js';
import { byProblem, outcomeOf } from '../cells.js';

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
  const { places, problems, complete, counts } = completeCells(cells, modelIds);
  const width = modelIds.length;
  const asked = [...modelIds.keys()].filter((model) => (counts[model] ?? 0) > 0);
  const common = places.filter((place) =>
    asked.every((model) => complete[place * width + model] !== undefined),
  );
  const compared = common.length === 0 || asked.length === 0 ? [] : asked;
  const models = compared.map((model) => ({
    modelId: modelIds[model] ?? '',
    complete: counts[model] ?? 0,
    problems: byProblem(common.flatMap((place) => complete[place * width + model] ?? [])),
  }));
  return {
    planned: places.length,
    common: compared.length === 0 ? 0 : common.length,
    plannedProblems: problems,
    commonProblems: models[0]?.problems.size ?? 0,
    models,
    notRanked: modelIds.flatMap((modelId, model) => {
      if (compared.includes(model)) return [];
      const own = counts[model] ?? 0;
      return [{ modelId, complete: own, reason: own === 0 ? 'no_complete_cell' : 'no_common_cell' }];
    }),
  };
}

interface CompleteCells {
  /** (problem, sample) cells by number, in the order in which they come. */
  readonly places: readonly number[];
  readonly problems: number;
  /** Place by place the complete cells of all models. */
  readonly complete: readonly (CellResult | undefined)[];
  /** Complete cells by model. */
  readonly counts: readonly number[];
}

function completeCells(cells: readonly CellResult[], modelIds: readonly string[]): CompleteCells {
  const models = new Map(modelIds.map((id, index) => [id, index]));
  const placesOf = new Map<string, Map<number, number>>();
  const complete: (CellResult | undefined)[] = [];
  const counts = modelIds.map(() => 0);
  const nobody = modelIds.map(() => undefined);
  const places: number[] = [];
  let last: CellResult | undefined;
  let place = 0;
  for (const cell of cells) {
    // In their fixed order the cells of one place stand together.
    if (last?.problemUid !== cell.problemUid || last.sample !== cell.sample) {
      const samples = placesOf.get(cell.problemUid) ?? new Map<number, number>();
      placesOf.set(cell.problemUid, samples);
      place = samples.get(cell.sample) ?? places.length;
      if (place === places.length) {
        samples.set(cell.sample, place);
        places.push(place);
        complete.push(...nobody);
      }
    }
    last = cell;
    const model = models.get(cell.modelId);
    if (model === undefined || outcomeOf(cell) === 'missing') continue;
    const at = place * modelIds.length + model;
    if (complete[at] === undefined) counts[model] = (counts[model] ?? 0) + 1;
    complete[at] = cell;
  }
  return { places, problems: placesOf.size, complete, counts };
}
