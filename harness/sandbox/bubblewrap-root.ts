import { lstat, mkdir, readFile, readdir, readlink, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FIRST_UID, UIDS } from './uid-pool.js';

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
  const matching = (await readdir('/etc')).filter((name) => ETC_PATTERN.test(name)).map((name) => `/etc/${name}`);
  return [...ETC_PIECES, ...matching.sort()].flatMap((path) => ['--ro-bind-try', path, path]);
}

async function writeOnce(path: string, content: string): Promise<string> {
  if ((await readFile(path, 'utf8').catch(() => undefined)) !== content) {
    const fresh = `${path}.${process.pid}`;
    await writeFile(fresh, content, { mode: 0o644 });
    await rename(fresh, path);
  }
  return path;
}

/** User and group names of no real person, written beside the supervisor. */
async function fabricatedNames(supervisor: string): Promise<string[]> {
  const folder = join(dirname(supervisor), 'etc');
  await mkdir(folder, { recursive: true });
  const ids = [...Array(UIDS).keys()].map((n) => FIRST_UID + n);
  const passwd = ['root:x:0:0::/:/bin/false', ...ids.map((id) => `program:x:${id}:${id}::/work:/bin/false`)];
  const group = ['root:x:0:', ...ids.map((id) => `program:x:${id}:`)];
  const [users, groups] = await Promise.all([
    writeOnce(join(folder, 'passwd'), `${passwd.join('\n')}\n`),
    writeOnce(join(folder, 'group'), `${group.join('\n')}\n`),
  ]);
  return ['--ro-bind', users, '/etc/passwd', '--ro-bind', groups, '/etc/group'];
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
    ...(await fabricatedNames(supervisor)),
    ...['--ro-bind', supervisor, '/supervisor'],
  ];
}
