import type { AnyProblem } from '../../datasets/any-problem.js';
import { loadAnyDataset, requireDataset } from '../../datasets/index.js';
import { UserError } from '../errors.js';
import type { ModelSpec } from '../models/contract.js';
import { loadRegistry } from '../models/registry.js';
import { openSource } from '../models/source.js';
import { testsOfDatasets } from '../programs/tests.js';
import type { Store } from '../store/index.js';
import { refuseGreedySamples } from './greedy.js';
import { sourcesOf } from './models-to-ask.js';
import { planCells } from './plan.js';
import type { StudyInput } from './run.js';
import { loadSelected, selectedDataset } from './selection.js';
import { modelFilesOf, type StudyFile } from './spec.js';

/**
 * Loads what a study names: problems, models, and a way to ask each model that still has answers to give. Throws
 * `UserError` for what is not there, before anything is asked or run.
 */
export async function openStudyInput(study: StudyFile, store: Store): Promise<StudyInput> {
  const input = await loadStudyInput(study, store);
  return { ...input, sources: sourcesOf(input, store, openSource) };
}

/** The same without the ways to ask: it needs no key, and writes nothing to the store. */
export async function loadStudyInput(study: StudyFile, store: Store): Promise<Omit<StudyInput, 'sources'>> {
  const { spec } = study;
  const { models: named, providers } = await resolveModels(study, store);
  refuseGreedySamples(study.path, spec, named);
  const models = withPrices(study, named);
  const { problems, ...loaded } = await loadProblems(study);
  if (planCells(spec, problems, models).length === 0) {
    throw new UserError(
      `${study.path}: nothing to run: ${spec.datasets.join(', ')} has no program that ${spec.stages.join(', ')} starts ` +
        `from: change datasets, problems or stages`,
    );
  }
  return { spec, problems, ...loaded, models, providers };
}

export type StudiedProblems = Pick<
  StudyInput,
  'datasetHashes' | 'programTests' | 'notSupported' | 'selection'
> & {
  readonly problems: readonly AnyProblem[];
};

/** The problems of what a study names. Throws `UserError` for data sets and tasks that are not there. */
export async function loadProblems(study: StudyFile): Promise<StudiedProblems> {
  const { path, spec } = study;
  inField(`${path}: datasets`, () => spec.datasets.forEach(requireDataset));
  const chosen = selectedDataset(study);
  const { selection } = spec;
  const selected = selection === undefined ? undefined : await loadSelected(selection, study);
  const loaded = await Promise.all(
    spec.datasets.map(async (id) =>
      id === chosen && selected !== undefined
        ? selected.dataset
        : await loadAnyDataset(id, { languages: spec.languages }),
    ),
  );
  const problems = loaded.flatMap((dataset) => dataset.problems);
  const known = new Set(problems.map(({ number }) => number));
  const unknown = (spec.problems ?? []).filter((number) => !known.has(number));
  if (unknown.length > 0) {
    const all = [...known].sort((a, b) => a - b);
    throw new UserError(
      `${path}: problems: ${spec.datasets.join(', ')} has no task ${unknown.join(', ')}: use numbers from ` +
        `${all.at(0) ?? '?'} to ${all.at(-1) ?? '?'}`,
    );
  }
  return {
    problems,
    datasetHashes: Object.fromEntries(loaded.map(({ id, hash }) => [id, hash])),
    programTests: testsOfDatasets(loaded),
    notSupported: loaded.flatMap((dataset) => dataset.notSupported),
    selection: selected?.selection,
  };
}

async function resolveModels(
  study: StudyFile,
  store: Store,
): Promise<Pick<StudyInput, 'models' | 'providers'>> {
  const { path, spec } = study;
  const imported = store.answers.importedModels();
  if (spec.models === 'imported') {
    if (imported.length > 0) return { models: imported.map(recordedModel) };
    throw new UserError(
      `${path}: models: nothing was imported into this database yet: run perforch import first`,
    );
  }
  const wanted = spec.models;
  const registry = await loadRegistry(modelFilesOf(study));
  const models = inField(`${path}: models`, () =>
    wanted.map((id) => (imported.includes(id) ? recordedModel(id) : registry.get(id))),
  );
  return { models, providers: registry.providers };
}

/** Says which field of which file names what is not there. */
function inField<T>(field: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    throw new UserError(`${field}: ${cause.message}`, { cause });
  }
}

/** A model of which only recorded answers are known. */
export function recordedModel(id: string): ModelSpec {
  return {
    id,
    name: id,
    provenance: '[D] imported answers',
    source: { kind: 'recorded' },
    price: null,
    parameters: {},
    scripted: false,
  };
}

/** The models with the prices of the study file. Throws `UserError` where its budget names a model that it doesn't ask. */
function withPrices({ path, spec }: StudyFile, models: readonly ModelSpec[]): ModelSpec[] {
  const { models: budgets = {}, prices = {} } = spec.budget ?? {};
  for (const [field, named] of Object.entries({ models: budgets, prices })) {
    const stranger = Object.keys(named).find((id) => !models.some((model) => model.id === id));
    if (stranger !== undefined)
      throw new UserError(
        `${path}: budget.${field}.${stranger}: the study has no such model: see its models`,
      );
  }
  return models.map((model) => {
    const price = prices[model.id];
    if (price === undefined) return model;
    const { inputUsdPerMTok, outputUsdPerMTok, priceSource } = price;
    return { ...model, price: { inputUsdPerMTok, outputUsdPerMTok }, priceSource };
  });
}
