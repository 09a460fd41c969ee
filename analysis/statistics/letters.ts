/**
 * Groups of items that can't be told apart, by the insert-and-absorb algorithm (H.-P. Piepho, An Algorithm for a
 * Letter-Based Representation of All-Pairwise Comparisons, Journal of Computational and Graphical Statistics 13, 2004,
 * 456-466): two items share a group exactly where `differ` is false of them, and no group lies within another. An item may
 * be in several groups. Groups are ordered by their first items.
 */
export function tieGroups(count: number, differ: (a: number, b: number) => boolean): number[][] {
  let groups: number[][] = count === 0 ? [] : [Array.from({ length: count }, (_, index) => index)];
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      if (!differ(a, b)) continue;
      const split = groups.flatMap((group) =>
        group.includes(a) && group.includes(b)
          ? [group.filter((item) => item !== b), group.filter((item) => item !== a)]
          : [group],
      );
      groups = absorb(split);
    }
  }
  return groups.sort((x, y) => compareLists(x, y));
}

function absorb(groups: readonly number[][]): number[][] {
  return groups.filter(
    (group, index) =>
      !groups.some(
        (other, at) =>
          at !== index &&
          group.every((item) => other.includes(item)) &&
          (other.length > group.length || at < index),
      ),
  );
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
