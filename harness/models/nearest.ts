/** The ids most like what was typed, the likeliest first. */
export function nearest(typed: string, ids: readonly string[], count = 3): string[] {
  const wanted = typed.toLowerCase();
  const distance = (id: string): number =>
    id.includes(wanted) || (id.length > 2 && wanted.includes(id)) ? 0 : editDistance(wanted, id);
  return ids
    .map((id) => ({ id, distance: distance(id) }))
    .sort((a, b) => a.distance - b.distance || a.id.localeCompare(b.id, 'en'))
    .slice(0, count)
    .map(({ id }) => id);
}

/** The one of `names` that was probably meant; null where none is near. */
export function closest(typed: string, names: readonly string[]): string | null {
  const [first] = nearest(typed, names, 1);
  if (first === undefined) return null;
  const allowed = Math.max(2, Math.floor(typed.length / 3));
  return editDistance(typed.toLowerCase(), first.toLowerCase()) <= allowed ? first : null;
}

/** Levenshtein distance: insertions, deletions and replacements of one character. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let index = 0; index < from.length; index++) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (to[column - 1] === from[index] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
