import { UserError } from '../errors.js';
import type { ModelSpec } from '../models/contract.js';
import type { Registry } from '../models/registry.js';
import { modelFile } from '../models/schema.js';
import type { Store } from '../store/index.js';
import { recordedModel } from './open.js';

/** Where a model is asked that no file names; null: what is known of it says so. */
export interface Endpoint {
  readonly baseUrl: string;
  /** The endpoint's name for it; its id where it is left out. */
  readonly apiName?: string | undefined;
  /** Environment variable with the key; none is needed where it is left out. */
  readonly keyVariable?: string | undefined;
}

/** Options by the path of what they give, so that a message names what was typed. */
const OPTIONS: Readonly<Record<string, string>> = {
  id: 'MODEL',
  'source.baseUrl': '--base-url',
  'source.apiName': '--api-name',
  'source.keyVariable': '--key-variable',
};

/**
 * The model of this id: asked at the given endpoint, else as its answers were imported, else as the registry or a file of
 * models has it, else as it was asked before. Throws `UserError` for one that nobody knows.
 */
export function profiledModel(
  id: string,
  endpoint: Endpoint | null,
  registry: Registry,
  store: Store,
): ModelSpec {
  const registered = registry.models.find((model) => model.id === id);
  if (endpoint !== null) return askedAt(id, endpoint, registered);
  if (store.answers.importedModels().includes(id)) return recordedModel(id);
  const known = registered ?? store.studies.allModels().find((model) => model.id === id);
  if (known !== undefined) return known;
  try {
    return registry.get(id);
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    throw new UserError(`${cause.message}, or say with --base-url where it is asked`, { cause });
  }
}

/** A model that is registered keeps its parameters; what it costs elsewhere nobody knows. */
function askedAt(id: string, endpoint: Endpoint, registered: ModelSpec | undefined): ModelSpec {
  const { baseUrl, apiName, keyVariable = null } = endpoint;
  const own = registered?.source.kind === 'openai' ? registered.source.apiName : id;
  const source = { kind: 'openai', apiName: apiName ?? own, baseUrl, keyVariable } as const;
  const parsed = modelFile.safeParse({ models: [{ id, name: registered?.name ?? id, source }] });
  const [issue] = parsed.error?.issues ?? [];
  if (issue !== undefined) {
    const field = issue.path.slice(2).join('.');
    throw new UserError(`${OPTIONS[field] ?? field}: ${issue.message}`);
  }
  return {
    id,
    name: registered?.name ?? id,
    provenance: '[D] named on the command line',
    source,
    price: null,
    parameters: registered?.parameters ?? {},
    rename: registered?.rename,
    scripted: false,
  };
}
