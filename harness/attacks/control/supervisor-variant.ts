import { execFile } from 'node:child_process';
import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { identityOf } from '../../hash.js';
import { UserError } from '../../errors.js';
import { supervisorPath } from '../../sandbox/supervisor-build.js';

const SOURCES = fileURLToPath(new URL('../../sandbox/supervisor/', import.meta.url));
const run = promisify(execFile);

/** Beside the supervisor that it is a variant of: its folder is named by the hash of the sources. */
async function variantPath(without: readonly string[]): Promise<string> {
  return join(dirname(await supervisorPath()), 'weakened', identityOf(without).slice(0, 16));
}

/** The supervisor without these defences, built before. Throws `UserError` where it isn't. */
export async function findVariant(without: readonly string[]): Promise<string> {
  const path = await variantPath(without);
  if ((await stat(path).catch(() => undefined)) !== undefined) return path;
  throw new UserError(`the supervisor without ${without.join(', ')} is not built`);
}

/** Compiles the supervisor without these defences, unless that was done. Only controls use it. */
export async function buildVariant(without: readonly string[]): Promise<void> {
  const path = await variantPath(without);
  if ((await stat(path).catch(() => undefined)) !== undefined) return;
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  const units = (await readdir(SOURCES))
    .filter((name) => name.endsWith('.c'))
    .map((name) => join(SOURCES, name));
  const draft = `${path}.${process.pid}`;
  const macros = without.map((name) => `-DWITHOUT_${name}`);
  await run('gcc', ['-static', '-O2', '-w', ...macros, '-o', draft, ...units]);
  await rename(draft, path);
}
