import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Whether a prepared folder is there; folders appear whole or not at all. */
export async function isPrepared(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Builds a folder beside its place and moves it there when it is complete, so that a build that was cut off, or two at
 * once, never leave half a folder under the final name.
 */
export async function prepareFolder(folder: string, build: (draft: string) => Promise<void>): Promise<void> {
  if (await isPrepared(folder)) return;
  const draft = `${folder}.draft-${randomBytes(6).toString('hex')}`;
  await mkdir(dirname(folder), { recursive: true });
  await mkdir(draft);
  try {
    await build(draft);
    await rename(draft, folder);
  } catch (error) {
    if (!(await isPrepared(folder))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
