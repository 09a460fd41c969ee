import type { Language } from '../../datasets/problem.js';
import type { Toolchain } from '../languages/contract.js';
import { allLanguages } from '../languages/index.js';
import type { Sandbox } from '../sandbox/contract.js';

/** A sandbox with what it needs to run the corpus. */
export interface Backend {
  readonly sandbox: Sandbox;
  /** Undefined where the language is missing on this machine: its attacks are then skipped. */
  toolchain(language: Language): Toolchain | undefined;
  /** In controls: the program that takes bubblewrap's place. */
  readonly bubblewrap?: string;
  /** What a harness with this process id left behind beside processes and control groups: names of containers, say. */
  leftovers?(pid: number): Promise<readonly string[]>;
}

/** The backend of a sandbox that has been opened, with the toolchains that this machine has. */
export async function backendOf(sandbox: Sandbox): Promise<Backend> {
  const toolchains = new Map<Language, Toolchain>();
  for (const language of allLanguages()) {
    const status = await language.locate();
    if (status.state === 'ready') toolchains.set(language.id, status.toolchain);
  }
  return { sandbox, toolchain: (language) => toolchains.get(language) };
}
