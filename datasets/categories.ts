import { z } from 'zod';
import { readBundled } from './border.js';
import { CATEGORIES, type Category } from './problem.js';

/** One to four of the ten categories, none twice, in the order of `CATEGORIES`. */
export const categoryListSchema = z
  .array(z.enum(CATEGORIES))
  .min(1)
  .max(4)
  .refine((list) => list.every((category, i) => i === 0 || order(category) > order(list[i - 1])), {
    message: `not in the order of the vocabulary (${CATEGORIES.join(', ')}), or one twice`,
  });

/** Problem number to categories. */
export const categoryFileSchema = z.record(z.string().regex(/^\d+$/), categoryListSchema);
export type CategoryFile = z.infer<typeof categoryFileSchema>;

/** Reads a file of problem number to categories. */
export function readCategories(url: URL): CategoryFile {
  return readBundled(url, categoryFileSchema);
}

/** The categories in the order in which tables list them, none twice. */
export function inOrder(categories: Iterable<Category>): Category[] {
  const given = new Set(categories);
  return CATEGORIES.filter((category) => given.has(category));
}

function order(category: Category | undefined): number {
  return category === undefined ? -1 : CATEGORIES.indexOf(category);
}
