import { readFileSync } from 'node:fs';

/** Reads a file of the kernel's (`/proc`, `/sys`): its text, or null where this machine has none or keeps it from us. */
export type ReadFile = (path: string) => string | null;

export const readSystemFile: ReadFile = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};
