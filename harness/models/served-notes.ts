import { groupBy } from '../group-by.js';
import type { Served } from '../store/served.js';

/** Marks of a snapshot or an alias at the end of a name: dates, three or four digits, versions. */
const SNAPSHOT = /([-@:._](latest|preview|free|\d{4}-\d{2}-\d{2}|\d{8}|\d{2}-\d{2}|\d{3,4}|v\d+(\.\d+)*))+$/;

/**
 * What a reader of the results should know of who answered: a model whose provider changed the name that it answers with,
 * and one that was answered by another name than it was asked by. A dated snapshot of the name that was asked for is
 * no other name.
 */
export function servedNotes(served: readonly Served[]): string[] {
  const notes: string[] = [];
  for (const [model, rows] of groupBy(served, ({ modelId }) => modelId)) {
    const counts = new Map<string, number>();
    for (const { servedModel, answers } of rows) {
      if (servedModel !== null) counts.set(servedModel, (counts.get(servedModel) ?? 0) + answers);
    }
    const shown = [...counts].map(([name, count]) => `${name} (${count} answers)`);
    if (shown.length > 1)
      notes.push(
        `${model}: answered as ${shown.join(', ')}: its answers are not all of one model or snapshot`,
      );
    const asked = rows[0]?.apiName ?? null;
    const others = [...counts.keys()].filter((name) => asked !== null && !isSame(asked, name));
    if (others.length > 0) notes.push(`${model}: asked for as ${asked}, answered as ${others.join(', ')}`);
  }
  return notes;
}

function isSame(asked: string, served: string): boolean {
  return plainName(asked) === plainName(served);
}

/** Without the maker's name before it, and without what tells snapshots apart. */
function plainName(name: string): string {
  return (name.toLowerCase().split('/').at(-1) ?? '').replace(SNAPSHOT, '');
}
