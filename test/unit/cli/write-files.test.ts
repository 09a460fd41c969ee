import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFiles } from '../../../harness/cli/write-files.js';
import { UserError } from '../../../harness/errors.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perforch-write-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('writes text and bytes into folders that it makes, and gives the paths', () => {
  const files = new Map<string, string | Uint8Array>([
    ['a.md', 'text'],
    ['below/b.pdf', Uint8Array.of(0, 255)],
  ]);
  expect(writeFiles(join(folder, 'out'), files)).toEqual([
    join(folder, 'out/a.md'),
    join(folder, 'out/below/b.pdf'),
  ]);
  expect(readFileSync(join(folder, 'out/a.md'), 'utf8')).toBe('text');
  expect([...readFileSync(join(folder, 'out/below/b.pdf'))]).toEqual([0, 255]);
});

test('replaces a file, and leaves nothing beside it', () => {
  writeFileSync(join(folder, 'a.md'), 'old and longer');
  writeFiles(folder, new Map([['a.md', 'new']]));
  expect(readdirSync(folder)).toEqual(['a.md']);
  expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('new');
});

test('keeps the files that are there where one can not be written, and leaves no part of any', () => {
  writeFileSync(join(folder, 'a.md'), 'old');
  writeFileSync(join(folder, 'file'), '');
  const files = new Map([
    ['a.md', 'new'],
    ['file/b.md', 'never'],
  ]);
  expect(() => writeFiles(folder, files)).toThrow(UserError);
  expect(readdirSync(folder).sort()).toEqual(['a.md', 'file']);
  expect(readFileSync(join(folder, 'a.md'), 'utf8')).toBe('old');
});

test('names the folder and the option where it can not be written', () => {
  mkdirSync(join(folder, 'a.md'));
  expect(() => writeFiles(folder, new Map([['a.md', 'x']]))).toThrow(/cannot write into .*: .*--out/);
  expect(readdirSync(folder)).toEqual(['a.md']);
});
