import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FIRST_UID, UIDS } from './uid-pool.js';

const IDS = [...Array(UIDS).keys()].map((n) => FIRST_UID + n);

/** `/etc/passwd` and `/etc/group` as programs see them: the names of no real person, by file name. */
export const FABRICATED_NAMES = {
  passwd: [
    'root:x:0:0::/:/bin/false',
    ...IDS.map((id) => `program:x:${id}:${id}::/work:/bin/false`),
    '',
  ].join('\n'),
  group: ['root:x:0:', ...IDS.map((id) => `program:x:${id}:`), ''].join('\n'),
} as const;

/** Writes both files into `folder`. */
export async function writeNames(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(FABRICATED_NAMES)) {
    await writeFile(join(folder, name), content, { mode: 0o644 });
  }
}
