import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readArchive } from '../../../harness/bundle/archive.js';
import { parseManifest, safePath, type Manifest } from '../../../harness/bundle/manifest.js';
import { openBundle } from '../../../harness/bundle/open.js';
import { sha256 } from '../../../harness/hash.js';
import { twoStudies } from './database.js';
import { archiveOf, entriesOf, newPath, packed, type Entry } from './packed.js';

const database = newPath('.sqlite');
let good: { path: string; content: Buffer }[];
let bytes: Buffer;
let root: string;
beforeAll(async () => {
  await twoStudies(database);
  bytes = readFileSync(await packed(database));
  good = entriesOf(bytes).map(({ path, content }) => ({ path, content }));
  root = good[0]?.path.split('/')[0] ?? '';
});

/** Where bundles are unpacked: of this file alone, so that whatever stays behind is its own. */
const unpacking = newPath();
const usual = process.env['TMPDIR'];
beforeAll(() => {
  mkdirSync(unpacking);
  process.env['TMPDIR'] = unpacking;
});
afterEach(() => expect(readdirSync(unpacking)).toEqual([]));
afterAll(() => {
  if (usual === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usual;
});

async function refusalOf(content: Buffer): Promise<string> {
  const path = newPath('.tar.gz');
  writeFileSync(path, content);
  const error: unknown = await openBundle(path).then(
    () => new Error('it was taken'),
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'UserError' });
  expect(String(error)).toContain(path);
  return String(error);
}

/** The bundle with a manifest that names these files, too. */
function naming(files: readonly { path: string; content: Buffer; bytes?: number }[]): Entry[] {
  const [first, ...rest] = good;
  const manifest = JSON.parse(first?.content.toString('utf8') ?? '') as Manifest;
  const more = files.map(({ path, content, bytes: size = content.length }) => ({
    path,
    bytes: size,
    sha256: sha256(content.toString('utf8')),
  }));
  const content = Buffer.from(JSON.stringify({ ...manifest, files: [...manifest.files, ...more] }));
  return [{ path: first?.path ?? '', content }, ...rest];
}

describe('an archive that is no good', () => {
  it.each([
    ['leads up', (r: string) => `${r}/../../escaped.txt`],
    ['leads up from within', (r: string) => `${r}/tables/../../../escaped.txt`],
    ['begins at the root', () => '/tmp/escaped.txt'],
    ['is in another folder', () => 'elsewhere/escaped.txt'],
    ['is in no folder', () => 'escaped.txt'],
  ])('is refused for a path that %s', async (_, pathOf) => {
    const entry = { path: pathOf(root), content: Buffer.from('x') };
    expect(await refusalOf(archiveOf([...good, entry]))).toContain('escaped.txt');
    for (const folder of ['/tmp', tmpdir(), join(unpacking, '..')])
      expect(existsSync(join(folder, 'escaped.txt'))).toBe(false);
  });

  it('is refused where even its manifest names such a path', async () => {
    const escaped = { path: '../../escaped.txt', content: Buffer.from('x') };
    const entries = [...naming([escaped]), { ...escaped, path: `${root}/${escaped.path}` }];
    expect(await refusalOf(archiveOf(entries))).toMatch(
      /manifest\.json: files\.\d+\.path: must be a plain path/,
    );
  });

  it.each(['SymbolicLink', 'Link', 'CharacterDevice', 'Directory'] as const)(
    'is refused for a %s',
    async (type) => {
      const path = `${root}/extra${type === 'Directory' ? '/' : ''}`;
      const linkpath = type.endsWith('Link') ? '/etc/passwd' : undefined;
      const entry = { path, type, ...(linkpath === undefined ? {} : { linkpath }) };
      expect(await refusalOf(archiveOf([...good, entry]))).toContain('only plain files are taken');
    },
  );

  it('is refused for a file that the manifest does not name', async () => {
    const entry = { path: `${root}/extra.txt`, content: Buffer.from('x') };
    expect(await refusalOf(archiveOf([...good, entry]))).toMatch(/extra\.txt" is not in manifest\.json/);
  });

  it('is refused for a file that comes twice', async () => {
    const again = good.at(-1) ?? { path: '', content: Buffer.alloc(0) };
    expect(await refusalOf(archiveOf([...good, again]))).toContain('twice in the archive');
  });

  it('is refused for a file that is missing', async () => {
    expect(await refusalOf(archiveOf(good.slice(0, -1)))).toMatch(/is named by manifest\.json and missing/);
  });

  it('is refused where the manifest does not come first', async () => {
    expect(await refusalOf(archiveOf(good.slice(1)))).toContain('comes before manifest.json');
  });

  it('is refused before a bomb is unpacked', async () => {
    const bomb = { path: 'bomb.bin', content: Buffer.alloc(64 << 20) };
    const path = newPath('.tar.gz');
    writeFileSync(path, archiveOf([...naming([bomb]), { ...bomb, path: `${root}/bomb.bin` }]));
    const folder = newPath();
    mkdirSync(folder);
    await expect(readArchive(path, folder, 32 << 20)).rejects.toThrow(/bytes unpacked, more than 33554432/);
    expect(readdirSync(folder)).toEqual(['manifest.json']);
  });

  it('is refused where a file is larger than its manifest says', async () => {
    const bomb = { path: 'bomb.bin', content: Buffer.alloc(1 << 20), bytes: 10 };
    const entries = [...naming([bomb]), { path: `${root}/bomb.bin`, content: bomb.content }];
    expect(await refusalOf(archiveOf(entries))).toMatch(
      /bomb\.bin" has 1048576 bytes, and 10 in manifest\.json/,
    );
  });

  it.each([[0], [1], [100], [2000]])('is refused where it was cut off after %i bytes', async (length) => {
    expect(await refusalOf(bytes.subarray(0, length))).toMatch(/cannot be unpacked|no bundle of perforch/);
  });

  it('is refused for every altered file, by its name', async () => {
    for (const [index, { path, content }] of good.entries()) {
      const altered = Buffer.from(content);
      altered[altered.length - 2] = (altered[altered.length - 2] ?? 0) ^ 1;
      const entries = good.map((entry, n) => (n === index ? { path, content: altered } : entry));
      expect(await refusalOf(archiveOf(entries))).toContain(path.slice(root.length + 1));
    }
  });

  it('is refused, and never fails in another way, whatever byte that it means something by is altered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const altered = Buffer.from(bytes);
        altered[at] = (altered[at] ?? 0) ^ change;
        const path = newPath('.tar.gz');
        writeFileSync(path, altered);
        const reason: unknown = await openBundle(path).then(
          (bundle) => bundle.close(),
          (error: unknown) => error,
        );
        // Bits of gzip's header, and those that fill its last byte of data, mean nothing.
        if (reason === undefined) expect(gunzipSync(altered).equals(gunzipSync(bytes))).toBe(true);
        else expect(reason).toMatchObject({ name: 'UserError' });
      }),
      { numRuns: 40 },
    );
  });
});

describe('a folder that is no good', () => {
  it.each([
    [
      'an altered file',
      (path: string) => writeFileSync(join(path, 'profile.json'), '{}'),
      /profile\.json was altered/,
    ],
    ['a missing file', (path: string) => unlinkSync(join(path, 'study.json')), /study\.json is missing/],
    [
      'a file too many',
      (path: string) => writeFileSync(join(path, 'x.txt'), ''),
      /"x\.txt" is not in manifest/,
    ],
    ['a link', (path: string) => symlinkSync('/etc/passwd', join(path, 'x.txt')), /"x\.txt" is a link/],
    ['no manifest', (path: string) => unlinkSync(join(path, 'manifest.json')), /no manifest\.json/],
  ])('is refused for %s', async (_, spoil, message) => {
    const folder = await packed(database, { kind: 'folder' });
    spoil(folder);
    await expect(openBundle(folder)).rejects.toThrow(message);
  });
});

describe('a manifest', () => {
  it('takes only paths that stay below the bundle', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('..', '.', '', 'a', 'b.c', '...', '/', '\\', 'C:', '\0', '~')),
        (parts) => {
          const path = parts.join('/');
          if (!safePath.safeParse(path).success) return;
          expect(path).not.toMatch(/^\/|\\|:|\0|\/\/|\/$/);
          expect(path.split('/').every((part) => !/^\.+$/.test(part) && part !== '')).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['{"bundle":2}', /x: bundle: version 2, this perforch knows 1/],
    ['{"bundle":1}', /x: perforch: /],
    ['[]', /x: .*no bundle of perforch/],
    ['{', /x: not valid JSON/],
  ])('%s is refused', (content, message) => {
    expect(() => parseManifest('x', content)).toThrow(message);
  });
});
