import { copyFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ask, preparedFolder } from '../locating.js';
import { prepareFolder } from '../preparing.js';
import { pinnedFor } from '../versions.js';
import { INSIDE, LIBRARY, LIBRARY_FILE } from './library.js';

const CRATES = fileURLToPath(new URL('crates', import.meta.url));
const EXTERNS = ['rand', 'regex', 'md5'];
const { compileFlags } = pinnedFor('rust');

const artifact = z.object({
  reason: z.string(),
  target: z.object({ name: z.string() }).optional(),
  filenames: z.array(z.string()).default([]),
});
const manifest = z.record(z.string(), z.string());

/** The folder of compiled crates for this compiler, these pinned crates and this judge. */
export async function cratesFolder(rustc: string): Promise<string> {
  const lock = await readFile(join(CRATES, 'Cargo.lock'), 'utf8');
  return preparedFolder('rust', [await ask(rustc, ['-vV']), lock, LIBRARY, ...compileFlags]);
}

/** Builds the crates and the judge once as `.rlib` files: so a program costs one `rustc` and no cargo. */
export async function prepareCrates(
  cargo: string,
  rustc: string,
  log: (line: string) => void,
): Promise<void> {
  await prepareFolder(await cratesFolder(rustc), async (draft) => {
    log('Rust: compiling the judge and the crates rand, regex and md5');
    await compileLibrary(rustc, draft);
    const source = join(draft, 'source');
    await cp(CRATES, source, { recursive: true });
    const options = ['build', '--release', '--locked', '--message-format=json', '--quiet'];
    const messages = await ask(cargo, [...options, '--target-dir', join(source, 'target')], source);
    await mkdir(join(draft, 'crates'));
    const externs: Record<string, string> = {};
    for (const line of messages.split('\n').filter((text) => text.startsWith('{'))) {
      const { target, filenames } = artifact.parse(JSON.parse(line));
      for (const file of filenames.filter((name) => /\.(rlib|rmeta)$/.test(name))) {
        await copyFile(file, join(draft, 'crates', basename(file)));
        if (target && EXTERNS.includes(target.name) && file.endsWith('.rlib'))
          externs[target.name] = basename(file);
      }
    }
    const absent = EXTERNS.filter((name) => !(name in externs));
    if (absent.length > 0) throw new Error(`cargo built no library for: ${absent.join(', ')}`);
    await writeFile(join(draft, 'externs.json'), JSON.stringify(externs));
  });
}

async function compileLibrary(rustc: string, folder: string): Promise<void> {
  const library = join(folder, LIBRARY_FILE);
  const source = join(folder, 'judge/perforch_judge.rs');
  await mkdir(dirname(library));
  await writeFile(source, LIBRARY);
  const asOneObject = ['--crate-type', 'rlib', '-C', 'codegen-units=1', '-o', library];
  await ask(rustc, [...compileFlags, ...asOneObject, source]);
}

/** The `--extern` arguments of every program, as paths inside a sandbox. */
export async function externFlags(folder: string): Promise<string[]> {
  const externs = manifest.parse(JSON.parse(await readFile(join(folder, 'externs.json'), 'utf8')));
  return Object.entries(externs).flatMap(([name, file]) => ['--extern', `${name}=${INSIDE}/crates/${file}`]);
}
