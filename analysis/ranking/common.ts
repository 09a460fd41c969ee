import type { CellResult } from '../../harness/study/results.js';
import { outcomeOf } from '../cells.js';
import { oncePer } from '../once-per.js';
import type { ProblemCells } from './context.js';

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

/**
 * The common set of the problems of one context, found once for each list of them. A model without any complete cell is left
 * out, not allowed to empty it.
 */
export function commonSet(problems: readonly ProblemCells[], modelIds: readonly string[]): CommonSet {
  return setsOf(problems)(modelIds);
}

const setsOf = oncePer((problems: readonly ProblemCells[]) =>
  oncePer((modelIds: readonly string[]) => findCommon(problems, modelIds)),
);

function findCommon(problems: readonly ProblemCells[], modelIds: readonly string[]): CommonSet {
  const complete = problems.map((problem) => completeOf(problem)(modelIds));
  const counts = modelIds.map((_, model) => complete.reduce((sum, own) => sum + (own.counts[model] ?? 0), 0));
  const asked = [...modelIds.keys()].filter((model) => (counts[model] ?? 0) > 0);
  const shared = complete.map((own, index) => ({
    uid: problems[index]?.uid ?? '',
    samples: samplesOf(own, asked),
  }));
  const common = shared.reduce((sum, { samples }) => sum + (samples[0]?.length ?? 0), 0);
  const compared = common === 0 ? [] : asked;
  const used = shared.filter(({ samples }) => samples[0]?.length !== 0);
  const models = compared.map((model, place) => ({
    modelId: modelIds[model] ?? '',
    complete: counts[model] ?? 0,
    problems: new Map(used.map(({ uid, samples }) => [uid, samples[place] ?? []])),
  }));
  return {
    planned: complete.reduce((sum, own) => sum + own.places, 0),
    common,
    plannedProblems: problems.length,
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
  /** Planned samples. */
  readonly places: number;
  readonly models: number;
  /** Sample by sample the complete cells of all models. */
  readonly cells: readonly (CellResult | undefined)[];
  /** Complete cells by model. */
  readonly counts: readonly number[];
  /** What `samplesOf` has found, by the models asked for. */
  readonly samples: Map<string, readonly (readonly CellResult[])[]>;
}

const completeOf = oncePer((problem: ProblemCells) =>
  oncePer((modelIds: readonly string[]) => completeCells(problem, modelIds)),
);

function completeCells(problem: ProblemCells, modelIds: readonly string[]): CompleteCells {
  const models = new Map(modelIds.map((id, index) => [id, index]));
  const places = new Map<number, number>();
  const cells: (CellResult | undefined)[] = [];
  const counts = modelIds.map(() => 0);
  const nobody = modelIds.map(() => undefined);
  for (const cell of problem.cells) {
    let place = places.get(cell.sample);
    if (place === undefined) {
      place = places.size;
      places.set(cell.sample, place);
      cells.push(...nobody);
    }
    const model = models.get(cell.modelId);
    if (model === undefined || outcomeOf(cell) === 'missing') continue;
    const at = place * modelIds.length + model;
    if (cells[at] === undefined) counts[model] = (counts[model] ?? 0) + 1;
    cells[at] = cell;
  }
  return { places: places.size, models: modelIds.length, cells, counts, samples: new Map() };
}

/**
 * Of each of these models the cells of the samples that are complete for all of them. Contexts that ask for the same models
 * get the same lists, of which figures are computed once.
 */
function samplesOf(complete: CompleteCells, asked: readonly number[]): readonly (readonly CellResult[])[] {
  const key = asked.join();
  const found = complete.samples.get(key);
  if (found !== undefined) return found;
  const samples = asked.map((): CellResult[] => []);
  for (let place = 0; place < complete.places; place += 1) {
    const first = place * complete.models;
    if (!asked.every((model) => complete.cells[first + model] !== undefined)) continue;
    asked.forEach((model, index) => samples[index]?.push(complete.cells[first + model] as CellResult));
  }
  complete.samples.set(key, samples);
  return samples;
}
