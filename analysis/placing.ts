import { STAGES, type CellResult, type Stage, type StudyResults } from '../harness/study/results.js';
import { LANGUAGES } from '../datasets/problem.js';
import { cellKey, inFixedOrder, outcomeOf } from './cells.js';
import { byCodeUnit } from './order.js';
import { rankContexts, type Context, type ContextRanking } from './ranking/index.js';

/**
 * Of the cells that the placed model has, how many another one must have to be compared with it. All are compared on the
 * cells that all of them have, so that one model with a few of them would leave little to compare on.
 */
export const LEAST_SHARE = 0.9;

/** A model that was not compared. */
export interface LeftOut {
  readonly modelId: string;
  /** Cells of the placed model that are complete for this one, too, and all of the placed model's. */
  readonly complete: number;
  readonly of: number;
}

/** The place of one model in one language (or all) and stage, over all categories. */
export interface Placing {
  readonly language: Context['language'];
  readonly stage: Stage;
  /** On the cells that all compared models have; null where the model has no complete cell, or nobody to compare with. */
  readonly ranking: ContextRanking | null;
  readonly leftOut: readonly LeftOut[];
}

/**
 * Places one model of a study beside those that have (nearly) all of its cells. The others are named, not counted as
 * failing. Contexts in which nothing is planned have no place.
 */
export function placeModel(results: StudyResults, modelId: string): Placing[] {
  const languages = ['all', ...LANGUAGES.filter((language) => results.languages.includes(language))] as const;
  // Only the whole is ranked: without categories there is nothing else to rank.
  const all = inFixedOrder(results.cells).map((cell) => ({ ...cell, categories: [] }));
  return STAGES.filter((stage) => results.stages.includes(stage)).flatMap((stage) =>
    languages.flatMap((language) => {
      const cells = all.filter(
        (cell) => cell.stage === stage && (language === 'all' || cell.language === language),
      );
      if (cells.length === 0) return [];
      const leftOut = tooFewCells(cells, modelId, results);
      const ids = results.models
        .map(({ id }) => id)
        .filter((id) => leftOut.every((left) => left.modelId !== id));
      const scope = { presets: results.presets, stages: [stage], languages: results.languages };
      const context = rankContexts(scope, cells, ids.sort(byCodeUnit), results.weights).find(
        ({ ranking }) => ranking.language === language && ranking.category === 'all',
      )?.ranking;
      const isPlaced =
        context !== undefined &&
        context.models.length > 1 &&
        context.models.some((model) => model.modelId === modelId);
      return [{ language, stage, ranking: isPlaced ? context : null, leftOut }];
    }),
  );
}

/** The results of one model alone. */
export function resultsOfModel(results: StudyResults, modelId: string): StudyResults {
  return {
    ...results,
    models: results.models.filter(({ id }) => id === modelId),
    cells: results.cells.filter((cell) => cell.modelId === modelId),
    commonRuntimes: (results.commonRuntimes ?? []).filter((own) => own.modelId === modelId),
    ownPrograms: (results.ownPrograms ?? []).filter((cell) => cell.modelId === modelId),
  };
}

function tooFewCells(cells: readonly CellResult[], modelId: string, { models }: StudyResults): LeftOut[] {
  const complete = new Map(models.map(({ id }) => [id, new Set<string>()]));
  for (const cell of cells) if (outcomeOf(cell) !== 'missing') complete.get(cell.modelId)?.add(cellKey(cell));
  const own = complete.get(modelId) ?? new Set();
  return models
    .filter(({ id }) => id !== modelId)
    .map(({ id }) => {
      const shared = [...(complete.get(id) ?? [])].filter((key) => own.has(key));
      return { modelId: id, complete: shared.length, of: own.size };
    })
    .filter(({ complete: shared, of }) => shared === 0 || shared < LEAST_SHARE * of)
    .sort((a, b) => byCodeUnit(a.modelId, b.modelId));
}
