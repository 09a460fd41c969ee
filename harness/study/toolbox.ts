import { isProgramProblem, type AnyProblem } from '../../datasets/any-problem.js';
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
  /** Ends what the sandbox keeps ready. */
  close(): Promise<void>;
}

/**
 * Opens the sandbox of this name, or the best that works. Throws `UserError` when it does not work, or when a language is
 * missing or too old: no cell is failed for it.
 */
export async function openToolbox(languages: readonly Language[], sandboxId?: string): Promise<Toolbox> {
  const sandbox = await openSandbox(sandboxId);
  const close = async () => sandbox.close?.();
  try {
    const toolchains = await findToolchains(languages, sandbox);
    return {
      sandbox,
      toolchain(language) {
        const toolchain = toolchains.get(language);
        if (toolchain === undefined) throw new Error(`no toolchain was opened for ${language}`);
        return toolchain;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The languages whose toolchains judging these problems needs: evaluators of whole programs are Python. */
export function languagesToJudge(
  languages: readonly Language[],
  problems: readonly AnyProblem[],
): readonly Language[] {
  if (languages.includes('python') || !problems.some(isProgramProblem)) return languages;
  return [...languages, 'python'];
}

async function findToolchains(
  languages: readonly Language[],
  sandbox: Sandbox,
): Promise<ReadonlyMap<Language, Toolchain>> {
  const brought = await sandbox.toolchains?.();
  const toolchains = new Map<Language, Toolchain>();
  for (const language of languages) {
    const toolchain = brought === undefined ? await ofThisMachine(language) : brought.get(language);
    if (toolchain === undefined) {
      const { label } = languageModule(language);
      throw new UserError(`${label}: not in the image of the sandbox: run npx perforch sandbox build`);
    }
    toolchains.set(language, toolchain);
  }
  return toolchains;
}

async function ofThisMachine(language: Language): Promise<Toolchain> {
  const module = languageModule(language);
  const status = await module.locate();
  const { label } = module;
  switch (status.state) {
    case 'ready':
      return status.toolchain;
    case 'missing':
      throw new UserError(`${label}: ${status.what} not found: ${status.advice}`);
    case 'too_old':
      throw new UserError(
        `${label}: found ${status.found}, needs ${status.minimum} or newer: ${status.advice}`,
      );
  }
}
