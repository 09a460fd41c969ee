import { readFileSync } from 'node:fs';
import { sha256 } from '../hash.js';
import type { Prompts } from '../stages/prompt.js';
import { fencedBlock, fillTemplate } from '../stages/template.js';

/** Counted up when this file changes what a template is turned into; part of the hash. */
const RENDERER = 'chat renderer 1';

const template = (name: string): string =>
  readFileSync(new URL(`prompts/${name}.md`, import.meta.url), 'utf8');
const TEMPLATES = { generate: template('generate'), fix: template('fix') } as const;

/** A conversation is put to a model as what somebody asks for, between fences that it can't close. */
export const CHAT_PROMPTS: Prompts = {
  render(stage, { prompt, language }, label, input = null) {
    if (stage === 'refine') throw new Error('programs of a conversation are not refined');
    const shared = { language: label, request: fencedBlock('text', prompt) };
    const values =
      stage === 'generate'
        ? { ...shared, java: language === 'java' ? '' : null }
        : {
            ...shared,
            program: fencedBlock(language, input?.program ?? ''),
            failure: typeof input?.failure === 'string' ? fencedBlock('text', input.failure) : null,
          };
    return fillTemplate(stage, TEMPLATES[stage], values).trimEnd();
  },
  hash: (stage, isTold) =>
    sha256(`${RENDERER}\n${isTold}\n${TEMPLATES[stage === 'fix' ? 'fix' : 'generate']}`),
};
