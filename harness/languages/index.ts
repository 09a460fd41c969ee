import { LANGUAGES, type Language } from '../../datasets/problem.js';
import type { LanguageModule } from './contract.js';
import { cpp } from './cpp/index.js';
import { go } from './go/index.js';
import { java } from './java/index.js';
import { python } from './python/index.js';
import { rust } from './rust/index.js';

/** The registry: adding a language is adding a folder and a line here. */
const MODULES: Readonly<Record<Language, LanguageModule>> = { python, java, cpp, go, rust };

export function languageModule(language: Language): LanguageModule {
  return MODULES[language];
}

export function allLanguages(): readonly LanguageModule[] {
  return LANGUAGES.map(languageModule);
}
