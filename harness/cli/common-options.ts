import { LANGUAGES, type Language } from '../../datasets/problem.js';
import { UserError } from '../errors.js';

export const databaseOption = {
  type: 'string',
  default: 'results/study.sqlite',
  describe: "The study's database",
} as const;

export const jsonOption = {
  type: 'boolean',
  default: false,
  describe: 'Print the result as JSON',
} as const;

export const languagesOption = {
  type: 'string',
  describe: `Only these languages, separated by commas (${LANGUAGES.join(', ')})`,
} as const;

/** Languages of a comma-separated option; all where it is not given. */
export function parseLanguages(text: string | undefined): Language[] {
  if (text === undefined) return [...LANGUAGES];
  return text.split(',').map((name) => {
    const language = LANGUAGES.find((known) => known === name.trim());
    if (language === undefined) {
      throw new UserError(`--languages: unknown language "${name}": use ${LANGUAGES.join(', ')}`);
    }
    return language;
  });
}
