import { lstat, readdir, readlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FABRICATED_NAMES } from './fabricated-names.js';

/** Where the old top-level folders are links into /usr they are links inside, too. */
const TOP_FOLDERS = ['/bin', '/sbin', '/lib', '/lib32', '/lib64', '/libx32'];
/** What compilers and runtimes read; nothing that names people, hosts or secrets. */
const ETC_PIECES = ['/etc/ld.so.cache', '/etc/alternatives', '/etc/ssl/openssl.cnf'];
const ETC_PATTERN = /^(java|ld-musl-)/;

async function topFolder(path: string): Promise<string[]> {
  const found = await lstat(path).catch(() => undefined);
  if (found === undefined) return [];
  return found.isSymbolicLink() ? ['--symlink', await readlink(path), path] : ['--ro-bind', path, path];
}

async function etcPieces(): Promise<string[]> {
  const matching = (await readdir('/etc'))
    .filter((name) => ETC_PATTERN.test(name))
    .map((name) => `/etc/${name}`);
  return [...ETC_PIECES, ...matching.sort()].flatMap((path) => ['--ro-bind-try', path, path]);
}

function fabricatedNames(supervisor: string): string[] {
  const folder = dirname(supervisor);
  return Object.keys(FABRICATED_NAMES).flatMap((name) => ['--ro-bind', join(folder, name), `/etc/${name}`]);
}

/** bubblewrap's options for the read-only part of a sandbox that all jobs share. */
export async function minimalRoot(supervisor: string): Promise<readonly string[]> {
  const folders = await Promise.all(TOP_FOLDERS.map(topFolder));
  return [
    // Made before what lies in them: a folder that bubblewrap makes by itself is closed to other users.
    ...['/etc', '/etc/ssl'].flatMap((path) => ['--perms', '0755', '--dir', path]),
    ...['--ro-bind', '/usr', '/usr'],
    ...folders.flat(),
    ...(await etcPieces()),
    ...fabricatedNames(supervisor),
    ...['--ro-bind', supervisor, '/supervisor'],
  ];
}
