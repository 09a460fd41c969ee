/**
 * Runs inside the image's build: prepares all languages and puts what programs need at run time below the folder that is
 * the argument, as it is to lie in the image.
 */
import { chmod, copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Toolchain } from '../../../languages/contract.js';
import { allLanguages } from '../../../languages/index.js';
import { writeNames } from '../../fabricated-names.js';
import { buildSupervisor } from '../../supervisor-build.js';
import { MANIFEST_PATH, writeManifest } from '../manifest.js';

const STRIP = fileURLToPath(new URL('strip.sh', import.meta.url));

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function put(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}

async function prepared(): Promise<Toolchain[]> {
  const toolchains: Toolchain[] = [];
  for (const language of allLanguages()) {
    await language.prepare(say);
    const status = await language.locate();
    if (status.state !== 'ready') throw new Error(`${language.label}: ${JSON.stringify(status)}`);
    say(`${language.label}: ${status.toolchain.fingerprint}`);
    toolchains.push(status.toolchain);
  }
  return toolchains;
}

async function main(tree: string): Promise<void> {
  const supervisor = join(tree, 'supervisor');
  await put(await buildSupervisor(), supervisor);
  await chmod(supervisor, 0o555);
  await writeNames(join(tree, 'etc'));
  await put(STRIP, join(tree, 'opt/perforch/strip.sh'));
  const toolchains = await prepared();
  for (const { host, inside } of toolchains.flatMap(({ mounts }) => mounts)) {
    await cp(host, join(tree, inside), { recursive: true, verbatimSymlinks: true });
  }
  await writeFile(join(tree, MANIFEST_PATH), writeManifest(toolchains), { mode: 0o644 });
}

const [, , tree] = process.argv;
if (tree === undefined) throw new Error('name the folder of the tree');
await main(tree);
