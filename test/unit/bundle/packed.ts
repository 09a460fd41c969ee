import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll } from 'vitest';
import { Header } from 'tar';
import { packBundle, type PackOptions } from '../../../harness/bundle/pack.js';
import { Store } from '../../../harness/store/index.js';
import { chooseStudy } from '../../../harness/study/load-results.js';

const folder = mkdtempSync(join(tmpdir(), 'perforch-bundle-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
/** A path that nothing has yet. */
export const newPath = (suffix = ''): string => join(folder, `${(count += 1)}${suffix}`);

export async function packed(database: string, more: Partial<PackOptions> = {}): Promise<string> {
  const out = newPath(more.kind === 'folder' ? '' : '.tar.gz');
  const store = new Store(database, { mustExist: true });
  const study = chooseStudy(store, 'first');
  store.close();
  const options = {
    database,
    study,
    studyFile: null,
    allStudies: false,
    kind: 'archive',
    out,
    ...more,
  } as const;
  await packBundle(options);
  return out;
}

/** Contents of all files below a folder, by path. */
export function contentsOf(path: string, prefix = ''): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (const entry of readdirSync(join(path, prefix), { withFileTypes: true })) {
    const name = prefix + entry.name;
    if (!entry.isDirectory()) found.set(name, readFileSync(join(path, name)));
    else contentsOf(path, `${name}/`).forEach((content, below) => found.set(below, content));
  }
  return found;
}

export interface Entry {
  readonly path: string;
  readonly content?: Buffer;
  readonly type?: 'File' | 'SymbolicLink' | 'Link' | 'Directory' | 'CharacterDevice';
  readonly linkpath?: string;
  /** In place of the content's own. */
  readonly size?: number;
}

/** An archive of any entries, hostile ones, too. */
export function archiveOf(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ path, content = Buffer.alloc(0), type = 'File', linkpath, size }) => {
    const header = new Header({
      path,
      mode: 0o644,
      size: size ?? content.length,
      type,
      ...(linkpath === undefined ? {} : { linkpath }),
      mtime: new Date(0),
    });
    const block = Buffer.alloc(512);
    header.encode(block, 0);
    return [block, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** The plain files of an archive, in their order. */
export function entriesOf(archive: Buffer): { path: string; content: Buffer; header: Buffer }[] {
  const bytes = gunzipSync(archive);
  const entries = [];
  for (let at = 0; bytes[at] !== 0;) {
    const header = bytes.subarray(at, at + 512);
    const { path = '', size = 0 } = new Header(header, 0);
    entries.push({ path, content: bytes.subarray(at + 512, at + 512 + size), header });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return entries;
}
