import { sha256 } from '../hash.js';

/**
 * A seeded choice of `size` task numbers, the same in every language: those whose hash with the seed comes first. All
 * where `size` is undefined.
 */
export function sampleTasks<P extends { readonly number: number }>(
  problems: readonly P[],
  size: number | undefined,
  seed: number,
): P[] {
  if (size === undefined) return [...problems];
  const numbers = [...new Set(problems.map(({ number }) => number))];
  const drawn = numbers
    .map((number) => ({ number, order: sha256(`${seed}:${number}`) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .slice(0, size);
  const chosen = new Set(drawn.map(({ number }) => number));
  return problems.filter(({ number }) => chosen.has(number));
}
