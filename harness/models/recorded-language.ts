import { LANGUAGES, type Language } from '../../datasets/problem.js';

const OTHER_NAMES: Readonly<Record<string, Language>> = {
  'c++': 'cpp',
  golang: 'go',
  python3: 'python',
  py: 'python',
  rs: 'rust',
};

/** The language that a file means, in any case and under its usual other names; null for one that is not studied. */
export function languageNamed(text: string): Language | null {
  const name = text.trim().toLowerCase();
  return LANGUAGES.find((language) => language === name) ?? OTHER_NAMES[name] ?? null;
}
