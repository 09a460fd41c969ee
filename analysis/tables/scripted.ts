import type { AnalysedModel } from '../analysis.js';

/** What every output must say when a model is a scripted stand-in; no notes otherwise. */
export function scriptedNotes(models: readonly AnalysedModel[]): string[] {
  const scripted = models.filter((model) => model.scripted).map((model) => model.id);
  if (scripted.length === 0) return [];
  const prefix = sharedPrefix(scripted);
  const others = models.filter((model) => !model.scripted);
  const telling = prefix !== '' && others.every((model) => !model.id.startsWith(prefix));
  return [
    telling
      ? `scripted models, not LLMs: names starting with ${prefix} are stand-ins`
      : `scripted models, not LLMs: ${scripted.join(', ')} ${scripted.length === 1 ? 'is a stand-in' : 'are stand-ins'}`,
  ];
}

/** Which of the named models are scripted. */
export function scriptedIds(models: readonly AnalysedModel[]): ReadonlySet<string> {
  return new Set(models.filter((model) => model.scripted).map((model) => model.id));
}

/** The longest common beginning that ends in a separator, so that it reads as a word. */
function sharedPrefix(names: readonly string[]): string {
  const [first = ''] = names;
  const ends = [...first.matchAll(/[-_:/.]/g)].map((match) => match.index + 1);
  const end = ends.reverse().find((length) => names.every((name) => name.startsWith(first.slice(0, length))));
  return first.slice(0, end ?? 0);
}
