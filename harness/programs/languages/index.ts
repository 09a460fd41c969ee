import type { Language } from '../../../datasets/problem.js';
import type { ProgramLanguage } from '../contract.js';
import { cpp } from './cpp.js';
import { go } from './go.js';
import { java } from './java.js';
import { python } from './python.js';
import { rust } from './rust.js';

const LANGUAGES: Readonly<Record<Language, ProgramLanguage>> = { python, java, cpp, go, rust };

export function programLanguage(language: Language): ProgramLanguage {
  return LANGUAGES[language];
}
