import { UserError } from '../errors.js';
import type { AnswerSource, ModelSpec } from '../models/contract.js';
import type { Store } from '../store/index.js';
import { followedCells } from './own-programs.js';
import { planCells } from './plan.js';
import type { StudyInput } from './run.js';

type Planned = Pick<StudyInput, 'spec' | 'problems' | 'models'>;

/** Models that can be asked and have answers to give still, or may have: a program without a verdict may have to be fixed. */
export function modelsToAsk(input: Planned, store: Store): ModelSpec[] {
  const { certain, possible } = questionsOf(input, store);
  return input.models.filter((model) => certain.has(model) || possible.has(model));
}

/**
 * Ways to ask these models. One without its key is refused before anything is sent, as `open` throws `UserError`; where it is not
 * known yet whether there is anything to ask, nobody asks it.
 */
export function sourcesOf(
  input: Planned,
  store: Store,
  open: (model: ModelSpec) => AnswerSource,
): Map<string, AnswerSource> {
  const { certain, possible } = questionsOf(input, store);
  const sources = new Map([...certain].map((model) => [model.id, open(model)]));
  for (const model of possible) {
    try {
      if (!certain.has(model)) sources.set(model.id, open(model));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return sources;
}

/** Who has questions that nobody has answered, and who may have some when more of its programs are judged. */
function questionsOf(
  { spec, problems, models }: Planned,
  store: Store,
): { readonly certain: ReadonlySet<ModelSpec>; readonly possible: ReadonlySet<ModelSpec> } {
  const cells = planCells(spec, problems, models);
  const answered = store.seen.answered(cells.map(({ answer }) => answer.key));
  const followed = followedCells(spec, cells, store);
  const canAsk = ({ source }: ModelSpec): boolean => source.kind !== 'recorded';
  const open = [
    ...cells.filter(({ answer }) => !answered.has(answer.key)),
    ...followed.flatMap(({ cell, state }) => (state === 'open' ? [cell] : [])),
  ];
  const unknown = followed.flatMap(({ cell, state }) => (state === undefined ? [cell] : []));
  const modelsOf = (some: typeof cells) => new Set(some.map(({ model }) => model).filter(canAsk));
  return { certain: modelsOf(open), possible: modelsOf(unknown) };
}
