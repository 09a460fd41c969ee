import type { Category, Language } from '../datasets/problem.js';

const LANGUAGE_NAMES: Readonly<Record<Language | 'all', string>> = {
  python: 'Python',
  java: 'Java',
  cpp: 'C++',
  go: 'Go',
  rust: 'Rust',
  all: 'all',
};

/** A language as figures and texts name it. */
export function languageName(language: Language | 'all'): string {
  return LANGUAGE_NAMES[language];
}

export function categoryName(category: Category | 'all'): string {
  return category === 'all' ? 'all categories' : category;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

/** `1 task`, `2 tasks`. */
export function counted(count: number, what: string, several = `${what}s`): string {
  return `${count} ${count === 1 ? what : several}`;
}
