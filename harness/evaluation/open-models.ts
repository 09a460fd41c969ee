import type { Profile } from '../../analysis/index.js';
import { UserError } from '../errors.js';
import type { AnswerSource, ModelSpec } from '../models/contract.js';
import { loadRegistry } from '../models/registry.js';
import type { ProviderEntry } from '../models/schema.js';
import { openSource } from '../models/source.js';
import { recordedModel } from '../study/open.js';
import type { StudyInput } from '../study/run.js';

export interface OpenModels {
  /** All models of the profile, and others that were named. */
  readonly models: readonly ModelSpec[];
  /** Ways to ask; a model without one has stored answers only. */
  readonly sources: ReadonlyMap<string, AnswerSource>;
  readonly providers: ReadonlyMap<string, ProviderEntry>;
  /** Why a model can't be asked, one line each. */
  readonly notes: readonly string[];
}

/**
 * The models of a profile, and `others` by their ids, from the registry and `files`. One that neither knows, or whose key is
 * missing, is not asked. Throws `UserError` where that leaves nobody of the profile.
 */
export async function openModels(
  profile: Profile,
  files: readonly string[],
  others: readonly string[] = [],
): Promise<OpenModels> {
  const registry = await loadRegistry(files);
  const known = new Map(registry.models.map((model) => [model.id, model]));
  const ids = new Set([...profile.models.map(({ id }) => id), ...others]);
  const models = [...ids].map((id): ModelSpec => known.get(id) ?? recordedModel(id));
  const { sources, notes } = waysToAsk(models, known);
  if (profile.models.some(({ id }) => sources.has(id)))
    return { models, sources, providers: registry.providers, notes };
  throw new UserError(`no model of the profile can be asked:\n${notes.join('\n')}`);
}

export interface LiveModels extends Pick<OpenModels, 'sources' | 'providers' | 'notes'> {
  /** Who answers for models of which there are recorded answers only, by id. */
  readonly live: ReadonlyMap<string, ModelSpec>;
  /** Whoever can be asked. */
  readonly asked: readonly ModelSpec[];
}

/**
 * Ways to ask the models of a study. One of which there are recorded answers only is asked as the registry and `files` know
 * the same id. Throws `UserError` where that leaves nobody.
 */
export async function openLiveModels(
  study: Pick<StudyInput, 'models' | 'providers'>,
  files: readonly string[],
): Promise<LiveModels> {
  const registry = await loadRegistry(files);
  const known = new Map(registry.models.map((model) => [model.id, model]));
  const isRecorded = ({ source }: ModelSpec): boolean => source.kind === 'recorded';
  const models = study.models.map((model) => (isRecorded(model) ? (known.get(model.id) ?? model) : model));
  const { sources, notes } = waysToAsk(models, known);
  const asked = models.filter(({ id }) => sources.has(id));
  if (asked.length === 0) throw new UserError(`no model of the study can be asked:\n${notes.join('\n')}`);
  const recorded = new Set(study.models.filter(isRecorded).map(({ id }) => id));
  const live = new Map(asked.filter(({ id }) => recorded.has(id)).map((model) => [model.id, model]));
  const providers = new Map([...registry.providers, ...(study.providers ?? [])]);
  return { sources, providers, notes, live, asked };
}

/** Of those that can be asked, and of the others why not. */
function waysToAsk(
  models: readonly ModelSpec[],
  known: ReadonlyMap<string, ModelSpec>,
): Pick<OpenModels, 'sources' | 'notes'> {
  const sources = new Map<string, AnswerSource>();
  const notes: string[] = [];
  for (const model of models) {
    try {
      sources.set(model.id, openSource(model));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const isKnown = model.source.kind !== 'recorded' || known.has(model.id);
      notes.push(isKnown ? error.message : `${model.id}: no file of models knows it: name one with --models`);
    }
  }
  return { sources, notes };
}
