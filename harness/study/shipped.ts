import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UserError } from '../errors.js';
import { readStudy, type StudyFile } from './spec.js';

const FOLDER = fileURLToPath(new URL('shipped/', import.meta.url));
const ENDING = '.yaml';

/** Names of the studies that come with perforch, in order. */
export function shippedNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .sort();
}

/** Reads a study that comes with perforch. */
export function readShipped(name: string): Promise<StudyFile> {
  return readStudy(`${FOLDER}${name}${ENDING}`);
}

/**
 * Reads the study that a user names: a file, else a study that comes with perforch. A file of that name goes first, so
 * that no later version of perforch can change which study a command means. Throws `UserError` as `readStudy` does.
 */
export async function findStudy(given: string): Promise<StudyFile> {
  if (existsSync(given) && !statSync(given).isDirectory()) return readStudy(given);
  if (shippedNames().includes(given)) return readShipped(given);
  if (/[./\\]/.test(given)) return readStudy(given);
  throw new UserError(
    `cannot read ${given}: there is no such file, and no study of that name comes with perforch: see perforch studies`,
  );
}
