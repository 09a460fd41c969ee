import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.js';

/** Reads a file that the user named. Throws `UserError` that names it and says why it can't be read. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`cannot read ${file}: ${reason}: name another file`, { cause });
  }
}
