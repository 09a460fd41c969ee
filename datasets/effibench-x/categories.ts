import { inOrder } from '../categories.js';
import type { Category } from '../problem.js';

/**
 * The dataset's topic tags, of which there are far more, in terms of the ten categories. A tag that says how a task is
 * solved by means that none of the ten names (dynamic programming, graphs) is left out.
 */
const BY_TAG: Readonly<Record<string, Category>> = {
  array: 'Array',
  matrix: 'Array',
  'prefix sum': 'Array',
  math: 'Math',
  geometry: 'Math',
  combinatorics: 'Math',
  'probability and statistics': 'Math',
  string: 'String',
  strings: 'String',
  'string matching': 'String',
  counting: 'Counting',
  'number theory': 'Number Theory',
  simulation: 'Simulation',
  implementation: 'Simulation',
  sorting: 'Sorting',
  sortings: 'Sorting',
  'merge sort': 'Sorting',
  'bucket sort': 'Sorting',
  'counting sort': 'Sorting',
  'radix sort': 'Sorting',
  enumeration: 'Enumeration',
  'brute force': 'Enumeration',
  backtracking: 'Enumeration',
  greedy: 'Greedy',
  'hash table': 'Hash Table',
  hashing: 'Hash Table',
  'hash function': 'Hash Table',
};
const MOST = 4;

/** The categories of a record's tags: at most the first four, as everywhere; none for a record without known tags. */
export function categoriesOf(tags: readonly string[]): Category[] {
  const found = tags.flatMap(
    (tag) =>
      BY_TAG[
        tag
          .trim()
          .toLowerCase()
          .replaceAll(/[-_\s]+/g, ' ')
      ] ?? [],
  );
  return inOrder([...new Set(found)].slice(0, MOST));
}
