import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBundle } from '../../../harness/bundle/open.js';
import { recompute } from '../../../harness/bundle/recompute.js';
import { sha256 } from '../../../harness/hash.js';
import { PARTS } from '../../../harness/store/copy-study.js';
import { Store } from '../../../harness/store/index.js';
import { SECRET, twoStudies } from './database.js';
import { contentsOf, entriesOf, newPath, packed } from './packed.js';

const database = newPath('.sqlite');
let folder: string;
let archive: string;
beforeAll(async () => {
  await twoStudies(database);
  folder = await packed(database, { kind: 'folder' });
  archive = await packed(database);
});

/** The same without what differs between runs of the test. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}

describe('a bundle', () => {
  it('has every file in its manifest, with hash and size', async () => {
    const { manifest, digest } = await openBundle(folder);
    const contents = contentsOf(folder);
    expect(digest).toBe(sha256(contents.get('manifest.json')?.toString('utf8') ?? ''));
    const paths = manifest.files.map(({ path }) => path);
    expect([...paths, 'manifest.json'].sort()).toEqual([...contents.keys()].sort());
    for (const { path, bytes } of manifest.files) expect(contents.get(path)?.length).toBe(bytes);
    expect(paths).toEqual(
      expect.arrayContaining(['README.md', 'profile.json', 'study.json', 'study.sqlite']),
    );
    expect(paths).toContain('tables/pass-at-1.csv');
  });

  it('has a manifest of this shape', async () => {
    const { manifest } = await openBundle(folder);
    expect(shapeOf(manifest)).toMatchInlineSnapshot(`
      {
        "allStudies": "boolean",
        "bundle": "number",
        "counts": {
          "answered": "number",
          "cells": "number",
          "decided": "number",
          "measured": "number",
          "passed": "number",
        },
        "datasets": [
          {
            "contentHash": "string",
            "files": [],
            "id": "string",
            "licence": "string",
            "title": "string",
          },
        ],
        "files": [
          {
            "bytes": "number",
            "path": "string",
            "sha256": "string",
          },
        ],
        "machine": "string",
        "machines": [],
        "perforch": "string",
        "study": {
          "createdIso": "string",
          "hash": "string",
          "name": "string",
        },
      }
    `);
    expect(manifest).toMatchObject({
      bundle: 1,
      allStudies: false,
      study: { name: 'first' },
      counts: { cells: 2, answered: 2, decided: 2, passed: 1, measured: 1 },
      datasets: [{ id: 'mini', files: [] }],
    });
  });

  it('is the same bytes each time', async () => {
    expect(readFileSync(await packed(database)).equals(readFileSync(archive))).toBe(true);
    const again = contentsOf(await packed(database, { kind: 'folder' }));
    expect(again).toEqual(contentsOf(folder));
  });

  it('has the same files as an archive and as a folder, the manifest first, of nobody and in one folder', () => {
    const entries = entriesOf(readFileSync(archive));
    const root = entries[0]?.path.split('/')[0] ?? '';
    expect(root).toMatch(/^first-[0-9a-f]{8}$/);
    expect(entries[0]?.path).toBe(`${root}/manifest.json`);
    const found = new Map(entries.map(({ path, content }) => [path.slice(root.length + 1), content]));
    expect(new Map([...found].sort())).toEqual(new Map([...contentsOf(folder)].sort()));
    for (const { header } of entries) {
      const owner =
        header.subarray(108, 124).toString('latin1') + header.subarray(265, 329).toString('latin1');
      expect(owner).toMatch(/^[0\s\0]*$/);
      expect(header.subarray(100, 106).toString('latin1')).toBe('000644');
    }
  });

  it('holds nothing of another study, not even in unused room', () => {
    const packedDb = readFileSync(join(folder, 'study.sqlite'), 'latin1');
    expect(packedDb).toContain('what this study was told');
    expect(packedDb).not.toContain(SECRET);
    expect(packedDb).not.toContain('second');
  });

  it('holds all studies where that is asked for', async () => {
    const whole = await packed(database, { kind: 'folder', allStudies: true });
    expect(readFileSync(join(whole, 'study.sqlite'), 'latin1')).toContain(SECRET);
    expect((await openBundle(whole)).manifest.allStudies).toBe(true);
  });

  it('holds rows of every table that a database has', () => {
    new Store(newPath('.sqlite')).close();
    const db = new Sqlite(database, { readonly: true });
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    db.close();
    expect(tables.filter((name) => !String(name).startsWith('sqlite_')).sort()).toEqual(
      Object.keys(PARTS).sort(),
    );
  });

  it('holds the study file as it was written', async () => {
    const file = newPath('-my study.yaml');
    writeFileSync(file, '# a comment\nversion: 1\n');
    const out = await packed(database, { kind: 'folder', studyFile: file });
    expect(readFileSync(join(out, 'study-as-given.yaml'), 'utf8')).toBe('# a comment\nversion: 1\n');
    await openBundle(out);
  });

  it('is computed again from its own database', async () => {
    const bundle = await openBundle(archive);
    const found = recompute(bundle);
    expect(found.identical).toContain('profile.json');
    expect(found.identical.length).toBeGreaterThan(5);
    expect({ ...found, identical: [] }).toEqual({
      identical: [],
      different: [],
      onlyPacked: [],
      onlyRecomputed: [],
    });
    bundle.close();
  });

  it('leaves what is there alone', async () => {
    const { mtimeMs } = statSync(archive);
    await expect(packed(database, { out: archive })).rejects.toThrow(/is there already/);
    expect(statSync(archive).mtimeMs).toBe(mtimeMs);
  });
});
