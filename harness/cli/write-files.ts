import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.js';

/** Writes files (path below the folder, content); gives their paths. Throws `UserError` for a folder that can't be written. */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): string[] {
  try {
    return [...files].map(([name, content]) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`cannot write into ${folder}: ${reason}: name another folder with --out`, { cause });
  }
}
