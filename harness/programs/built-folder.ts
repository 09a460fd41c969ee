import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { perforchHome } from '../home.js';
import { ownerMark } from '../owner-mark.js';
import type { CollectedFile } from '../sandbox/contract.js';

/**
 * Writes what a build made into a folder below the harness's own, which programs can be run from. It is named after the
 * process, so that the folders of dead ones are found and removed.
 */
export async function keepBuilt(files: readonly CollectedFile[]): Promise<string> {
  const all = join(perforchHome(), 'built');
  await mkdir(all, { recursive: true, mode: 0o755 });
  const folder = await mkdtemp(join(all, `${ownerMark()}-`));
  await chmod(folder, 0o755);
  for (const { path, content } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content, { mode: 0o755 });
  }
  return folder;
}

export async function removeBuilt(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
