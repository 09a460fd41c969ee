import type { Solving } from './solving.js';

/** A model that answers with something else is asked once more. */
const ATTEMPTS = 2;
const MOST_CATEGORIES = 4;

/**
 * The categories of a task: its own, else what a model says of it. Of an answer that names anything outside of the
 * vocabulary nothing is taken; after a second one the task has none, and goes by its language.
 */
export async function categorise(
  solving: Solving,
  model: string | null,
  vocabulary: readonly string[],
): Promise<readonly string[]> {
  const { categories } = solving.task;
  if (categories !== null) {
    solving.tell({ type: 'categorised', categories, by: 'task', asked: 0, unanswered: null });
    return categories;
  }
  let asked = 0;
  let unanswered: string | null = null;
  while (model !== null && asked < ATTEMPTS && solving.mayAsk()) {
    asked++;
    const words = await solving.askCategories(model, vocabulary, asked);
    unanswered = words.state === 'unanswered' ? words.reason : null;
    const named = words.state === 'unanswered' ? null : categoriesIn(words.text, vocabulary);
    if (named === null) continue;
    solving.tell({ type: 'categorised', categories: named, by: 'model', asked, unanswered });
    return named;
  }
  solving.tell({ type: 'categorised', categories: [], by: 'nobody', asked, unanswered });
  return [];
}

/**
 * One to four categories from a list as a model writes it: separated by commas or lines, perhaps with bullets, numbers,
 * quotes or stars. Null where any entry is no category, or there are none, or too many. In the order of the vocabulary.
 */
export function categoriesIn(text: string, vocabulary: readonly string[]): string[] | null {
  const entries = text
    .split(/[,;\n]/)
    .map((entry) => entry.replace(/^[\s\-*•\d.)["'`]+|[\s.*\]"'`]+$/g, ''))
    .filter((entry) => entry !== '');
  const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, ' ');
  const named = new Set(entries.map(plain));
  const known = vocabulary.filter((category) => named.has(plain(category)));
  const isList = known.length === named.size && known.length > 0 && known.length <= MOST_CATEGORIES;
  return isList ? known : null;
}
