import { copyFile, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { ask, preparedFolder } from '../locating.js';
import { prepareFolder } from '../preparing.js';

const CRATES = fileURLToPath(new URL('crates', import.meta.url));
const EXTERNS = ['rand', 'regex', 'md5'];
/** Where the prepared crates are seen inside a sandbox. */
export const INSIDE = '/opt/perforch/rust-crates';

const artifact = z.object({
  reason: z.string(),
  target: z.object({ name: z.string() }).optional(),
  filenames: z.array(z.string()).default([]),
});
const manifest = z.record(z.string(), z.string());

/** The folder of compiled crates for this compiler and these pinned crates. */
export async function cratesFolder(rustc: string): Promise<string> {
  const lock = await readFile(join(CRATES, 'Cargo.lock'), 'utf8');
  return preparedFolder('rust', [await ask(rustc, ['-vV']), lock]);
}

/** Builds the crates once as `.rlib` files: so a program costs one `rustc` and no cargo. */
export async function prepareCrates(
  cargo: string,
  rustc: string,
  log: (line: string) => void,
): Promise<void> {
  await prepareFolder(await cratesFolder(rustc), async (draft) => {
    log('Rust: compiling the crates rand, regex and md5');
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

/** The `--extern` arguments of every program, as paths inside a sandbox. */
export async function externFlags(folder: string): Promise<string[]> {
  const externs = manifest.parse(JSON.parse(await readFile(join(folder, 'externs.json'), 'utf8')));
  return Object.entries(externs).flatMap(([name, file]) => ['--extern', `${name}=${INSIDE}/crates/${file}`]);
}
