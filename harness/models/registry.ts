import { fileURLToPath } from 'node:url';
import { UserError } from '../errors.js';
import type { ModelSpec } from './contract.js';
import { nearest } from './nearest.js';
import { modelFile, type ProviderEntry } from './schema.js';
import { readYaml } from '../user-files/yaml.js';

/** The registry that the harness ships with: the study's 17 LLMs. */
export const REGISTRY_FILE = fileURLToPath(new URL('registry.yaml', import.meta.url));

export interface RegisteredModel extends ModelSpec {
  /** Where the price was read; null where there is no price. */
  readonly priceSource: string | null;
}

export interface Registry {
  /** In the order of the files. */
  readonly models: readonly RegisteredModel[];
  /** Throws `UserError` with the nearest ids for one that is not there. */
  readonly get: (id: string) => RegisteredModel;
  /** By base URL; those of a user's file go before the registry's own. */
  readonly providers: ReadonlyMap<string, ProviderEntry>;
}

/**
 * Loads the study's models and those of the user's own files (YAML of the same schema; `provenance` may be left out there).
 * Throws `UserError` for a file that does not fit and for an id that is given twice.
 */
export async function loadRegistry(userFiles: readonly string[] = []): Promise<Registry> {
  const files = await Promise.all([REGISTRY_FILE, ...userFiles].map(loadModelFile));
  return registryOf(
    files.flatMap(({ models }) => models),
    files.flatMap(({ providers }) => providers),
  );
}

/** A registry of given models, such as the scripted ones. Throws `UserError` for an id that is given twice. */
export function registryOf(
  models: readonly RegisteredModel[],
  providers: readonly ProviderEntry[] = [],
): Registry {
  const byId = new Map<string, RegisteredModel>();
  for (const model of models) {
    if (byId.has(model.id)) throw new UserError(`model id "${model.id}" is given twice; rename one of them`);
    byId.set(model.id, model);
  }
  return {
    models,
    providers: new Map(providers.map((provider) => [provider.baseUrl, provider])),
    get(id) {
      const found = byId.get(id);
      if (found) return found;
      const near = nearest(id, [...byId.keys()]);
      throw new UserError(
        `unknown model "${id}"; did you mean ${near.join(', ')}? Or define it in a file of models`,
      );
    },
  };
}

async function loadModelFile(
  file: string,
): Promise<{ models: RegisteredModel[]; providers: readonly ProviderEntry[] }> {
  const { models, providers } = await readYaml(file, modelFile, ['keyVariable', 'baseUrl', 'headers']);
  const registered = models.map(({ provenance, ...model }) => ({
    ...model,
    provenance: provenance ?? `[D] added by ${file}`,
    scripted: false,
  }));
  return { models: registered, providers };
}
