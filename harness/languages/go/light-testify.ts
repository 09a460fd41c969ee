import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ask } from '../locating.js';

export const TESTIFY = 'github.com/stretchr/testify/assert';
/** Its files with assertions about HTTP handlers: nothing but them, and wrappers of each assertion. */
export const OF_HTTP = 'http_assertions.go';
const WRAPPERS = ['assertion_format.go', 'assertion_forward.go'];
const WRAPPER_OF_HTTP = /^\/\/ HTTP\w+ asserts [^]*?^}\n\n?/gm;
const IMPORT_OF_HTTP = /^\t(?:http "net\/http"|url "net\/url")\n/gm;

/** Whether sources may use what the light testify lacks. */
export function namesHttp(...sources: readonly string[]): boolean {
  return sources.some((source) => source.includes('HTTP'));
}

/**
 * Compiles testify without its assertions about HTTP handlers against the packages of an import configuration, to
 * `archive`. With them every program would be linked with an HTTP server and all that it needs, which more than doubles
 * the time of the link.
 *
 * @throws where testify's files aren't as they are in the pinned version.
 */
export async function compileLightTestify(
  goCommand: string,
  module: string,
  imports: string,
  archive: string,
): Promise<void> {
  const format = '{{.Dir}} {{.Module.GoVersion}} {{join .GoFiles " "}}';
  const listed = await ask(goCommand, ['list', '-f', format, TESTIFY], module);
  const [folder = '', goVersion = '', ...files] = listed.trim().split(' ');
  const sources = await mkdtemp(`${archive}-`);
  try {
    for (const name of files.filter((file) => file !== OF_HTTP))
      await writeFile(join(sources, name), lightened(name, await readFile(join(folder, name), 'utf8')));
    const kind = ['-p', TESTIFY, `-lang=go${goVersion}`, '-complete', '-pack', '-importcfg', imports];
    const names = (await readdir(sources)).map((name) => join(sources, name));
    const paths = ['-trimpath', `${sources}=>${folder}`];
    await ask(goCommand, ['tool', 'compile', ...kind, ...paths, '-o', archive, ...names], module);
  } finally {
    await rm(sources, { recursive: true });
  }
}

function lightened(name: string, source: string): string {
  if (!WRAPPERS.includes(name)) return source;
  const light = source.replaceAll(WRAPPER_OF_HTTP, '').replaceAll(IMPORT_OF_HTTP, '');
  if (/http/i.test(light)) throw new Error(`testify's ${name} speaks of HTTP otherwise than expected`);
  return light;
}
