import type { Language } from '../../datasets/problem.js';
import type { Toolchain } from '../languages/contract.js';
import { allLanguages } from '../languages/index.js';
import type { Sandbox } from '../sandbox/contract.js';
import type { CompilingAhead } from '../stages/compiling-ahead.js';

/** A sandbox with what it needs to run the corpus. */
export interface Backend {
  readonly sandbox: Sandbox;
  /** Undefined where the language is missing on this machine: its attacks are then skipped. */
  readonly toolchain: (language: Language) => Toolchain | undefined;
  /** Compilers that stay, which all programs of a run of the corpus share, as those of a study do. */
  readonly ahead?: CompilingAhead;
  /** In controls: the program that takes bubblewrap's place. */
  readonly bubblewrap?: string;
}

/** The backend of a sandbox that has been opened, with the toolchains that it brings or that this machine has. */
export async function backendOf(sandbox: Sandbox): Promise<Backend> {
  const brought = await sandbox.toolchains?.();
  if (brought !== undefined) return { sandbox, toolchain: (language) => brought.get(language) };
  const toolchains = new Map<Language, Toolchain>();
  for (const language of allLanguages()) {
    const status = await language.locate();
    if (status.state === 'ready') toolchains.set(language.id, status.toolchain);
  }
  return { sandbox, toolchain: (language) => toolchains.get(language) };
}
