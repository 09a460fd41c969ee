import { loadDataset } from '../../datasets/index.js';
import type { Problem } from '../../datasets/problem.js';
import { UserError } from '../errors.js';
import type { AnswerSource, ModelSpec } from '../models/contract.js';
import { loadRegistry } from '../models/registry.js';
import { openSource } from '../models/source.js';
import type { Store } from '../store/index.js';
import { planCells } from './plan.js';
import type { StudyInput } from './run.js';
import type { StudySpec } from './spec.js';

/** Loads what a study names: problems, models, and a way to ask each model that still has answers to give. */
export async function openStudyInput(spec: StudySpec, store: Store): Promise<StudyInput> {
  const { problems, datasetHashes } = await loadProblems(spec);
  const models = await resolveModels(spec, store);
  return { spec, problems, datasetHashes, models, sources: openSources(spec, problems, models, store) };
}

export async function loadProblems(
  spec: StudySpec,
): Promise<{ problems: Problem[]; datasetHashes: Record<string, string> }> {
  const loaded = await Promise.all(spec.datasets.map((id) => loadDataset(id, { languages: spec.languages })));
  const problems = loaded.flatMap((dataset) => dataset.problems);
  const known = new Set(problems.map(({ number }) => number));
  const unknown = (spec.problems ?? []).filter((number) => !known.has(number));
  if (unknown.length > 0) throw new UserError(`problems: no task has the number ${unknown.join(', ')}`);
  return { problems, datasetHashes: Object.fromEntries(loaded.map(({ id, hash }) => [id, hash])) };
}

async function resolveModels(spec: StudySpec, store: Store): Promise<ModelSpec[]> {
  const imported = store.answers.importedModels();
  if (spec.models === 'imported') {
    if (imported.length === 0)
      throw new UserError('models: nothing was imported into this database yet: see perforch import');
    return imported.map(recordedModel);
  }
  const registry = await loadRegistry(spec.model_files);
  return spec.models.map((id) => (imported.includes(id) ? recordedModel(id) : registry.get(id)));
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

/** A model whose answers are all there needs no key; one without its key is refused before anything is sent. */
function openSources(
  spec: StudySpec,
  problems: readonly Problem[],
  models: readonly ModelSpec[],
  store: Store,
): Map<string, AnswerSource> {
  const sources = new Map<string, AnswerSource>();
  for (const model of models) {
    if (model.source.kind === 'recorded') continue;
    const unanswered = planCells(spec, problems, [model]).some(
      ({ answer }) => store.answers.get(answer.key) === null,
    );
    if (unanswered) sources.set(model.id, openSource(model));
  }
  return sources;
}
