import type { Profile } from '../../analysis/index.js';
import { UserError } from '../errors.js';
import type { AnswerSource, ModelSpec } from '../models/contract.js';
import { loadRegistry } from '../models/registry.js';
import type { ProviderEntry } from '../models/schema.js';
import { openSource } from '../models/source.js';
import { recordedModel } from '../study/open.js';

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
  const sources = new Map<string, AnswerSource>();
  const notes: string[] = [];
  for (const model of models) {
    try {
      sources.set(model.id, openSource(model));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      notes.push(
        known.has(model.id)
          ? error.message
          : `${model.id}: no file of models knows it: name one with --models`,
      );
    }
  }
  if (profile.models.some(({ id }) => sources.has(id)))
    return { models, sources, providers: registry.providers, notes };
  throw new UserError(`no model of the profile can be asked:\n${notes.join('\n')}`);
}
