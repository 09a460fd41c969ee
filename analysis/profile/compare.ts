import { kendallTauB } from '../statistics/index.js';
import { provenanceDifferences, type ProvenanceDifference } from './provenance.js';
import type { Profile } from './schema.js';

type Context = Profile['contexts'][number];
type Entry = Context['models'][number];
export type ContextPlace = Pick<Context, 'language' | 'stage' | 'category'>;

/**
 * What became of the first place. `not_distinguishable`: by the rank intervals of both profiles one model may be the best in
 * both. `beyond_intervals`: none may. `no_intervals`: one of them has too few tasks to say. `other_models`: somebody who was,
 * or is, first is not ranked in the other one.
 */
export type FirstPlace =
  'same' | 'not_distinguishable' | 'beyond_intervals' | 'no_intervals' | 'other_models' | 'nobody_ranked';

export interface ContextComparison extends ContextPlace {
  /** (problem, sample) cells compared. */
  readonly n: { readonly before: number; readonly after: number };
  /** Models of rank 1: several where scores are equal. */
  readonly first: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly firstPlace: FirstPlace;
  /** Kendall's tau-b between the scores of the models that both rank; null below two, or where all tie. */
  readonly tau: number | null;
  /** Models that both rank. */
  readonly sharedModels: number;
}

export interface ProfileComparison {
  readonly provenance: readonly ProvenanceDifference[];
  readonly models: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** Contexts that only one of the two has. */
  readonly contextsAdded: readonly ContextPlace[];
  readonly contextsRemoved: readonly ContextPlace[];
  /** Contexts of both, in the order of the first. */
  readonly contexts: readonly ContextComparison[];
}

/** What changed from one profile to another. */
export function compareProfiles(before: Profile, after: Profile): ProfileComparison {
  const places = (of: Profile) => new Map(of.contexts.map((context) => [keyOf(context), context]));
  const [old, current] = [places(before), places(after)];
  const ids = (of: Profile) => of.models.map(({ id }) => id);
  return {
    provenance: provenanceDifferences(before, after),
    models: {
      added: ids(after).filter((id) => !ids(before).includes(id)),
      removed: ids(before).filter((id) => !ids(after).includes(id)),
    },
    contextsAdded: after.contexts.filter((own) => !old.has(keyOf(own))).map(placeOf),
    contextsRemoved: before.contexts.filter((own) => !current.has(keyOf(own))).map(placeOf),
    contexts: before.contexts.flatMap((own) => {
      const other = current.get(keyOf(own));
      return other === undefined ? [] : [compareContexts(own, other)];
    }),
  };
}

function compareContexts(before: Context, after: Context): ContextComparison {
  const current = byModel(after);
  const shared = before.models.filter(({ model }) => current.has(model));
  const [first, firstAfter] = [firstOf(before), firstOf(after)];
  return {
    ...placeOf(before),
    n: { before: before.n, after: after.n },
    first: { before: first, after: firstAfter },
    firstPlace: firstPlaceOf(before, after, [
      ...first.filter((id) => !firstAfter.includes(id)),
      ...firstAfter.filter((id) => !first.includes(id)),
    ]),
    tau: kendallTauB(
      shared.map(({ score }) => score),
      shared.map(({ model }) => current.get(model)?.score ?? 0),
    ),
    sharedModels: shared.length,
  };
}

/** `moved`: who was first in one of them alone. */
function firstPlaceOf(before: Context, after: Context, moved: readonly string[]): FirstPlace {
  if (before.models.length === 0 && after.models.length === 0) return 'nobody_ranked';
  if (moved.length === 0) return 'same';
  const [old, current] = [byModel(before), byModel(after)];
  if (moved.some((id) => !old.has(id) || !current.has(id))) return 'other_models';
  const mayBeFirst = (of: ReadonlyMap<string, Entry>, id: string) => of.get(id)?.rankInterval?.best === 1;
  if ([...old.values(), ...current.values()].some(({ rankInterval }) => rankInterval === null))
    return 'no_intervals';
  return [...old.keys()].some((id) => mayBeFirst(old, id) && mayBeFirst(current, id))
    ? 'not_distinguishable'
    : 'beyond_intervals';
}

function firstOf({ models }: Context): string[] {
  return models.filter(({ rank }) => rank === 1).map(({ model }) => model);
}

function byModel({ models }: Context): Map<string, Entry> {
  return new Map(models.map((entry) => [entry.model, entry]));
}

function placeOf({ language, stage, category }: Context): ContextPlace {
  return { language, stage, category };
}

function keyOf({ language, stage, category }: Context): string {
  return JSON.stringify([language, stage, category]);
}
