import { availableParallelism } from 'node:os';
import { DEFAULT_METHOD, RANKING_METHODS } from '../../analysis/index.js';
import { LANGUAGES, type Language } from '../../datasets/problem.js';
import { UserError } from '../errors.js';
import { sandboxIds } from '../sandbox/index.js';
import { closest } from '../models/nearest.js';

/** Takes an option that makes sense once only. Throws `UserError` where it is given twice or empty. */
function once(option: string): (given: unknown) => string {
  return (given) => {
    if (Array.isArray(given)) throw new UserError(`--${option}: given ${given.length} times: give it once`);
    const text = String(given);
    if (text.trim() === '') throw new UserError(`--${option}: is empty: give a value`);
    return text;
  };
}

/** A text option that is given once. */
export function textOption(option: string, describe: string) {
  return { type: 'string', requiresArg: true, coerce: once(option), describe } as const;
}

/** An option that takes a whole number of at least `least`; anything else is refused by name before any work begins. */
export function countOption(option: string, least: number, describe: string) {
  const take = once(option);
  const coerce = (given: unknown): number => {
    const text = take(given).trim();
    const count = /^\d+$/.test(text) ? Number(text) : NaN;
    if (Number.isSafeInteger(count) && count >= least) return count;
    throw new UserError(`--${option}: got "${text}": give a whole number of at least ${least}`);
  };
  return { type: 'string', requiresArg: true, coerce, describe } as const;
}

export const databaseOption = {
  ...textOption('db', "The study's database"),
  default: 'results/study.sqlite',
} as const;

export const profileOption = {
  ...textOption('profile', 'The profile (profile.json)'),
  demandOption: true,
} as const;

/** An option that may be given several times. */
export function repeatedOption(describe: string) {
  const none: string[] = [];
  return { type: 'string', array: true, requiresArg: true, default: none, describe } as const;
}

export const modelFilesOption = repeatedOption('A file of models; may be repeated');

export const studyOption = textOption('study', 'Name or hash of the study; the newest by default');

export const methodOption = {
  ...textOption('method', `How models are ranked: ${Object.keys(RANKING_METHODS).join(', ')}`),
  default: DEFAULT_METHOD,
} as const;

/** An option that takes names, separated by commas. */
export function namesOption(option: string, describe: string) {
  const take = once(option);
  const coerce = (given: unknown): string[] =>
    take(given)
      .split(',')
      .map((part) => part.trim());
  return { type: 'string', requiresArg: true, coerce, describe } as const;
}

export const datasetsOption = namesOption(
  'datasets',
  'Only the problems of these data sets of the study, separated by commas',
);

export const lanesOption = {
  ...countOption('lanes', 1, 'Programs judged at a time'),
  default: availableParallelism(),
} as const;

export const jsonOption = {
  type: 'boolean',
  default: false,
  describe: 'Print the result as JSON',
} as const;

export const outOption = { ...textOption('out', 'The folder'), demandOption: true } as const;

/** Undefined where it is not given: then `PERFORCH_SANDBOX` decides, or what works. */
export const sandboxOption = textOption(
  'sandbox',
  `Where programs run: ${sandboxIds().join(' or ')}; PERFORCH_SANDBOX, or the first that works`,
);

export const languagesOption = textOption(
  'languages',
  `Only these languages, separated by commas (${LANGUAGES.join(', ')})`,
);

/** Languages of a comma-separated option, in the usual order; all where it is not given. */
export function parseLanguages(text: string | undefined): Language[] {
  return chosenFrom(LANGUAGES, text, { option: 'languages', one: 'language' });
}

/**
 * The names in a comma-separated option, in the order of those that are known; all where it is not given. Throws `UserError`
 * for a name that is not known; `one` is what it should have been.
 */
export function chosenFrom<T extends string>(
  known: readonly T[],
  text: string | undefined,
  { option, one }: { readonly option: string; readonly one: string },
): T[] {
  if (text === undefined) return [...known];
  const wanted = text.split(',').map((part) => {
    const name = part.trim();
    const found = known.find((other) => other === name);
    if (found !== undefined) return found;
    const meant = closest(name, known);
    const guess = meant === null ? '' : `did you mean ${meant}? `;
    throw new UserError(`--${option}: unknown ${one} "${name}": ${guess}Use some of ${known.join(',')}`);
  });
  return known.filter((name) => wanted.includes(name));
}
