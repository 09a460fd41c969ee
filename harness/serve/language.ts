import { LANGUAGES, type Language } from '../../datasets/problem.js';
import { languageModule } from '../languages/index.js';
import { ApiError } from './api-error.js';
import { blocksOf } from './blocks.js';
import type { Message } from './request.js';

/** How people write a language's name. Of "go" only the name, not the verb. */
const NAMES: Readonly<Record<Language, string>> = {
  python: '[Pp]ython\\d?|PYTHON',
  java: '[Jj]ava|JAVA',
  cpp: '[Cc]\\+\\+(?:\\d\\d)?|[Cc]pp|CPP',
  go: 'Go|[Gg]olang',
  rust: '[Rr]ust|RUST',
};
const OTHERS = 'JavaScript|TypeScript|C#|Ruby|PHP|Swift|Kotlin|Scala|Haskell|Perl|Lua|Julia|MATLAB|SQL|Bash';

const word = (names: string): string => `(?<![\\w.])(?:${names})(?![\\w+#]|\\.\\w)`;
const ASKED = `\\b(?:[Ii]n|[Ii]nto|[Tt]o|[Uu]sing|[Ww]ith|as)\\s+(?:an?\\s+|idiomatic\\s+|pure\\s+|modern\\s+)?`;

/**
 * The language that a conversation asks for: what its newest words ask for ("in Rust"), else how its code is labelled, else a
 * language that is named at all, else `usual`. Throws `ApiError` where only one that there is no way to run is asked for.
 */
export function languageOf(messages: readonly Message[], usual: Language): Language {
  const asking = messages.filter(({ role }) => role !== 'assistant').reverse();
  const newestFirst = [
    ...asking.filter(({ role }) => role === 'user'),
    ...asking.filter(({ role }) => role === 'system'),
  ];
  for (const { text } of newestFirst) {
    const found = askedIn(text) ?? labelledIn(text) ?? namedIn(text);
    if (found !== null) return found;
  }
  const stranger = new RegExp(ASKED + word(`(${OTHERS})`)).exec(newestFirst[0]?.text ?? '')?.[1];
  if (stranger === undefined) return usual;
  const known = LANGUAGES.map((language) => languageModule(language).label).join(', ');
  throw new ApiError(400, 'unsupported_language', `${stranger} can not be run here: ask for ${known}`, {
    param: 'messages',
  });
}

function proseOf(text: string): string {
  return blocksOf(text)
    .filter(({ label }) => label === null)
    .flatMap(({ lines }) => lines)
    .join('\n');
}

/** The last one that is asked for by a preposition. */
function askedIn(text: string): Language | null {
  return last(proseOf(text), (names) => ASKED + word(names));
}

function namedIn(text: string): Language | null {
  return last(proseOf(text), word);
}

function last(text: string, pattern: (names: string) => string): Language | null {
  const found = LANGUAGES.flatMap((language) =>
    [...text.matchAll(new RegExp(pattern(NAMES[language]), 'g'))].map(({ index }) => ({ language, index })),
  );
  return found.sort((a, b) => a.index - b.index).at(-1)?.language ?? null;
}

function labelledIn(text: string): Language | null {
  const labels = blocksOf(text).map(({ label }) => label ?? '');
  const known = labels.flatMap((label) => languageOfLabel(label) ?? []);
  return known.at(-1) ?? null;
}

/** The language of a fenced block's label; null for one that names none. */
export function languageOfLabel(label: string): Language | null {
  return LANGUAGES.find((language) => languageModule(language).fences.includes(label)) ?? null;
}
