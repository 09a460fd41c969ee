import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { inWork } from '../built-program.js';
import { ask, preparedFolder } from '../locating.js';
import { prepareFolder } from '../preparing.js';
import { compileLightTestify, OF_HTTP, TESTIFY } from './light-testify.js';

const MODULE = fileURLToPath(new URL('module', import.meta.url));
const LIGHT_TESTIFY = 'packages/light-testify.a';
/** Where the prepared packages are seen inside a sandbox. */
export const INSIDE = '/opt/perforch/go-packages';
/** Import configurations: of all packages as they are, and the same with testify without its assertions about HTTP. */
export const IMPORTS = { whole: `${INSIDE}/importcfg`, light: `${INSIDE}/importcfg-light` } as const;
/** The package that a program is, and where its archive lies during the build. */
export const SOLUTION = 'perforch.local/solution';
export const SOLUTION_ARCHIVE = inWork('solution.a');

/** The folder of compiled packages for this Go and these pinned modules. */
export async function packagesFolder(goCommand: string): Promise<string> {
  const sums = await readFile(join(MODULE, 'go.sum'), 'utf8');
  const version = await ask(goCommand, ['version']);
  return preparedFolder('go', [version, sums, SOLUTION, SOLUTION_ARCHIVE, LIGHT_TESTIFY, OF_HTTP]);
}

/**
 * Compiles the standard library and testify once, into one archive a package with an import configuration for the
 * compiler and the linker: so a program costs one `compile` and one `link`, and no cache is shared between programs.
 */
export async function preparePackages(goCommand: string, log: (line: string) => void): Promise<void> {
  await prepareFolder(await packagesFolder(goCommand), async (draft) => {
    log('Go: compiling the standard library and testify');
    const module = join(draft, 'module');
    await cp(MODULE, module, { recursive: true });
    const format = '{{if .Export}}{{.ImportPath}}={{.Export}}{{end}}';
    const listed = await ask(goCommand, ['list', '-export', '-deps', '-f', format, 'std', TESTIFY], module);
    await mkdir(join(draft, 'packages'));
    const lines = [`packagefile ${SOLUTION}=${SOLUTION_ARCHIVE}\n`];
    for (const line of listed.split('\n')) {
      const match = /^([^\s=]+)=(\/.+)$/.exec(line);
      if (!match) continue;
      const [, importPath = '', archive = ''] = match;
      const file = `packages/${importPath.replaceAll('/', '__')}.a`;
      await copyFile(archive, join(draft, file));
      lines.push(`packagefile ${importPath}=${INSIDE}/${file}\n`);
    }
    if (!lines.some((line) => line.startsWith(`packagefile ${TESTIFY}=`))) {
      throw new Error(`go list did not give an archive for ${TESTIFY}: ${listed.slice(0, 500)}`);
    }
    const here = join(draft, 'importcfg-here');
    await writeFile(here, lines.join('').replaceAll(INSIDE, draft));
    await compileLightTestify(goCommand, module, here, join(draft, LIGHT_TESTIFY));
    await rm(here);
    const light = `packagefile ${TESTIFY}=${INSIDE}/${LIGHT_TESTIFY}\n`;
    const isTestify = (line: string): boolean => line.startsWith(`packagefile ${TESTIFY}=`);
    await writeFile(join(draft, 'importcfg'), lines.join(''));
    const lightLines = lines.map((line) => (isTestify(line) ? light : line));
    await writeFile(join(draft, 'importcfg-light'), lightLines.join(''));
  });
}
