import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.js';

/**
 * Writes files (path below the folder, content); gives their paths. Every file is whole: all are written beside their places
 * first. Throws `UserError` for a folder that can't be written.
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string | Uint8Array>): string[] {
  const planned = [...files].map(([name, content]) => {
    const path = join(folder, name);
    return { path, draft: `${path}.${process.pid}.part`, content };
  });
  try {
    for (const { path, draft, content } of planned) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(draft, content);
    }
    for (const { path, draft } of planned) renameSync(draft, path);
    return planned.map(({ path }) => path);
  } catch (cause) {
    removeDrafts(planned.map(({ draft }) => draft));
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`cannot write into ${folder}: ${reason}: name another folder with --out`, { cause });
  }
}

function removeDrafts(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      rmSync(path, { force: true });
    } catch {
      // What can't be removed was not written either, or the folder is gone; the cause is told.
    }
  }
}
