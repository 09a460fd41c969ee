/** The ids most like what was typed, the likeliest first: those that hold it, or nearly hold it, before all others. */
export function nearest(typed: string, ids: readonly string[], count = 3): string[] {
  const wanted = typed.toLowerCase();
  return ids
    .map((id) => ({ id, part: distance(wanted, id, 'part'), whole: distance(wanted, id, 'whole') }))
    .sort(
      (a, b) =>
        Math.min(a.part, a.whole / 2) - Math.min(b.part, b.whole / 2) ||
        a.whole - b.whole ||
        a.id.localeCompare(b.id, 'en'),
    )
    .slice(0, count)
    .map(({ id }) => id);
}

/** The one of `names` that was probably meant; null where none is near. */
export function closest(typed: string, names: readonly string[]): string | null {
  const wanted = typed.toLowerCase();
  const allowed = Math.max(1, Math.floor(typed.length / 3));
  const [first] = names
    .map((name) => ({ name, distance: distance(wanted, name.toLowerCase(), 'whole') }))
    .sort((a, b) => a.distance - b.distance);
  return first !== undefined && first.distance <= allowed ? first.name : null;
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that make `from` into `to`, or into the part of `to` that is
 * most like it (optimal string alignment).
 */
function distance(from: string, to: string, against: 'whole' | 'part'): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, column) => (against === 'whole' ? column : 0));
  for (let index = 0; index < from.length; index++) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const same = to[column - 1] === from[index];
      const swapped = index > 0 && to[column - 1] === from[index - 1] && to[column - 2] === from[index];
      const steps = [
        (row[column - 1] ?? 0) + (same ? 0 : 1),
        (row[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
      ];
      if (swapped) steps.push((before[column - 2] ?? 0) + 1);
      next.push(Math.min(...steps));
    }
    [before, row] = [row, next];
  }
  return against === 'whole' ? (row.at(-1) ?? 0) : Math.min(...row);
}
