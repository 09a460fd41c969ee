import type { ModelSpec } from './contract.js';

/** What JSON can say. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** By name, as they stand in the body of a request. */
export type Parameters = Readonly<Record<string, JsonValue>>;

/**
 * What is really sent with a question: the model's own parameters win over the study's, one that is null is left out, and
 * each goes under the name that the model's endpoint has for it. A seed moves on by one with each sample, because an
 * endpoint that keeps to its seed would give one answer many times. The identity of an answer and the request must agree
 * on this.
 */
export function sentParameters(
  model: Pick<ModelSpec, 'parameters' | 'rename'>,
  study: Parameters,
  sample = 1,
): Parameters {
  const { rename = {} } = model;
  const merged = {
    ...renamed(seeded(study, sample), rename),
    ...renamed(seeded(model.parameters, sample), rename),
  };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

function seeded(parameters: Parameters, sample: number): Parameters {
  const { seed } = parameters;
  return typeof seed === 'number' ? { ...parameters, seed: seed + sample - 1 } : parameters;
}

/** A parameter that is given under its new name already wins over one that gets it here. */
function renamed(parameters: Parameters, rename: Readonly<Record<string, string>>): Parameters {
  const newName = (name: string): string => (Object.hasOwn(rename, name) ? (rename[name] ?? name) : name);
  const entries = Object.entries(parameters);
  const moved = entries.filter(([name]) => newName(name) !== name);
  const kept = entries.filter(([name]) => newName(name) === name);
  const named = moved.map(([name, value]): [string, JsonValue] => [newName(name), value]);
  return Object.fromEntries<JsonValue>([...named, ...kept]);
}
