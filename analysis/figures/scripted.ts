import type { AnalysedModel } from '../analysis.js';
import { scriptedNotes } from '../tables/scripted.js';

/** The sentence that a caption needs where a model is a scripted stand-in; none otherwise. */
export function scriptedSentences(models: readonly AnalysedModel[]): string[] {
  return scriptedNotes(models).map((note) => `${note.charAt(0).toUpperCase()}${note.slice(1)}.`);
}

/** A title, marked where the models in it are scripted ones. */
export function markedTitle(title: string, models: readonly AnalysedModel[]): string {
  const scripted = models.filter((model) => model.scripted).length;
  if (scripted === 0) return title;
  return `${title} (${scripted === models.length ? 'scripted models, not LLMs' : 'some models are scripted, not LLMs'})`;
}
