import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { UserError } from '../errors.js';
import { perforchHome } from '../home.js';
import { FABRICATED_NAMES, writeNames } from './fabricated-names.js';

const FLAGS = ['-static', '-O2', '-Wall', '-Wextra', '-Werror'];
const run = promisify(execFile);

/** Beside this file, or, when this is the compiled copy in `dist`, where the file was compiled from. */
function sourceFolder(): string {
  const places = ['./supervisor/', '../../../harness/sandbox/supervisor/'].map((place) =>
    fileURLToPath(new URL(place, import.meta.url)),
  );
  const found = places.find((place) => existsSync(place));
  if (found === undefined) throw new UserError(`the supervisor's sources are missing: ${places.join(', ')}`);
  return found;
}

async function sources(): Promise<{ units: string[]; hash: string }> {
  const folder = sourceFolder();
  const names = (await readdir(folder)).filter((name) => /\.[ch]$/.test(name)).sort();
  const hash = createHash('sha256').update(JSON.stringify([FLAGS, FABRICATED_NAMES]));
  for (const name of names) hash.update(`\n${name}\n`).update(await readFile(join(folder, name)));
  return {
    units: names.filter((name) => name.endsWith('.c')).map((name) => join(folder, name)),
    hash: hash.digest('hex'),
  };
}

/** Where the supervisor of these sources is, or is to be, on this machine. */
export async function supervisorPath(): Promise<string> {
  return join(perforchHome(), 'supervisor', (await sources()).hash, 'perforch-supervisor');
}

/** The built supervisor, or undefined when `setup` has not been run with these sources. */
export async function findSupervisor(): Promise<string | undefined> {
  const path = await supervisorPath();
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? path : undefined;
}

/**
 * Compiles the supervisor unless it is there. Any number of processes may do it at once: each builds on its own, and the
 * last rename wins. Throws `UserError` when there is no C compiler or no static C library.
 */
export async function buildSupervisor(): Promise<string> {
  const there = await findSupervisor();
  if (there !== undefined) return there;
  const target = await supervisorPath();
  const folder = join(target, '..');
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const scratch = await mkdtemp(join(folder, 'build-'));
  try {
    const built = join(scratch, 'perforch-supervisor');
    await run('gcc', [...FLAGS, '-o', built, ...(await sources()).units]);
    await writeNames(scratch);
    // The supervisor last: whoever finds it finds the rest.
    for (const name of ['passwd', 'group', 'perforch-supervisor'])
      await rename(join(scratch, name), join(folder, name));
  } catch (cause) {
    const said = cause instanceof Error ? cause.message.split('\n').slice(0, 6).join('\n') : String(cause);
    throw new UserError(
      `cannot compile the sandbox's supervisor: ${said}\ninstall a C compiler and the static C library: apt install gcc libc6-dev (Fedora: gcc glibc-static)`,
      { cause },
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return target;
}
