import type { Profile } from '../../analysis/index.js';
import { UserError } from '../errors.js';
import { openModels, type OpenModels } from '../evaluation/open-models.js';
import { textOption } from './common-options.js';
import { note } from './output.js';

export const askCategoriesOption = textOption(
  'ask-categories',
  'Model that is asked for the categories of a problem that has none',
);

/**
 * Ways to ask the models of a profile, and the one that is asked for categories. Says who can't be asked; throws `UserError`
 * where nobody can, or that one.
 */
export async function openModelsOf(
  profile: Profile,
  files: readonly string[],
  categoriesBy: string | undefined,
): Promise<Omit<OpenModels, 'notes'>> {
  const others = categoriesBy === undefined ? [] : [categoriesBy];
  const { notes, ...models } = await openModels(profile, files, others);
  notes.forEach(note);
  if (categoriesBy !== undefined && !models.sources.has(categoriesBy))
    throw new UserError(`--ask-categories ${categoriesBy}: can not be asked: name a model that can be`);
  return models;
}
