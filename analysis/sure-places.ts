import { simultaneousRanks, tieGroups } from './statistics/index.js';

/** What is sure of an item's place among others, for all of them together. */
export interface SurePlace {
  /** Null without resamples. */
  readonly rankInterval: { readonly best: number; readonly worst: number } | null;
  /** Numbers of the groups of items that can't be told apart to which it belongs; empty without resamples. */
  readonly groups: readonly number[];
}

/**
 * Gives the place of an item, by its index, from the figures of all, `resampled` the same in each resample (null: there are
 * none). `mayDiffer` says of which pairs there is evidence enough.
 */
export function surePlaces(
  values: readonly number[],
  resampled: readonly Float64Array[] | null,
  confidence: number,
  mayDiffer: (a: number, b: number) => boolean,
): (index: number) => SurePlace {
  if (resampled === null) return () => ({ rankInterval: null, groups: [] });
  const { best, worst, differ } = simultaneousRanks(values, resampled, confidence, mayDiffer);
  const groups = tieGroups(values.length, differ);
  return (index) => ({
    rankInterval: { best: best[index] ?? 1, worst: worst[index] ?? values.length },
    groups: groups.flatMap((group, number) => (group.includes(index) ? [number + 1] : [])),
  });
}
