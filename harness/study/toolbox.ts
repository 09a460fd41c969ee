import type { Language } from '../../datasets/problem.js';
import { UserError } from '../errors.js';
import type { Toolchain } from '../languages/contract.js';
import { languageModule } from '../languages/index.js';
import type { Sandbox } from '../sandbox/contract.js';
import { openSandbox } from '../sandbox/index.js';

/** Everything that judging needs, found and tried out before the first program runs. */
export interface Toolbox {
  readonly sandbox: Sandbox;
  toolchain(language: Language): Toolchain;
}

/** Throws `UserError` when the sandbox does not work, or when a language is missing or too old: no cell is failed for it. */
export async function openToolbox(languages: readonly Language[]): Promise<Toolbox> {
  const sandbox = await openSandbox();
  const toolchains = new Map<Language, Toolchain>();
  for (const language of languages) {
    const status = await languageModule(language).locate();
    const { label } = languageModule(language);
    if (status.state === 'missing')
      throw new UserError(`${label}: ${status.what} not found: ${status.advice}`);
    if (status.state === 'too_old') {
      throw new UserError(
        `${label}: found ${status.found}, needs ${status.minimum} or newer: ${status.advice}`,
      );
    }
    toolchains.set(language, status.toolchain);
  }
  return {
    sandbox,
    toolchain(language) {
      const toolchain = toolchains.get(language);
      if (toolchain === undefined) throw new Error(`no toolchain was opened for ${language}`);
      return toolchain;
    },
  };
}
