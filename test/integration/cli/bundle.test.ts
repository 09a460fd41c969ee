/** A study is packed, its providers are gone, and a reader checks it: hashes, tables, and every verdict. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../../harness/hash.js';
import type { Manifest } from '../../../harness/bundle/manifest.js';
import { jsonOf, perforch, refusal, temporaryFolder, type Ended } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const folder = temporaryFolder();
const db = join(folder, 'study.sqlite');
const archive = join(folder, 'bundle.tar.gz');
const open = join(folder, 'open');
let study: ScriptedStudy;
let ran: Ended;
let packed: Ended;

beforeAll(async () => {
  const narrow = { languages: ['python'], problems: [4], models: ['scripted-allrounder', 'scripted-mender'] };
  study = await scriptedStudy(folder, 'packed', narrow);
  ran = await perforch(['run', study.path, '--db', db]);
  packed = await perforch(['bundle', study.path, '--db', db, '--out', archive, '--json']);
  await study.server.close();
  await perforch(['bundle', 'packed', '--db', db, '--dir', open]);
});
afterAll(() => study.server.close().catch(() => undefined));

/** Alters a file, and its manifest with it, as whoever publishes a false table would. */
function falsify(path: string): void {
  const content = `${readFileSync(join(open, path), 'utf8')}\n`;
  writeFileSync(join(open, path), content);
  const manifest = JSON.parse(readFileSync(join(open, 'manifest.json'), 'utf8')) as Manifest;
  const files = manifest.files.map((file) =>
    file.path === path ? { path, bytes: Buffer.byteLength(content), sha256: sha256(content) } : file,
  );
  writeFileSync(join(open, 'manifest.json'), JSON.stringify({ ...manifest, files }));
}

describe('a packed study', () => {
  it('was run and packed', () => {
    expect(ran.code).toBe(0);
    expect(packed.stderr).toBe('');
    expect(packed.code).toBe(0);
    expect(JSON.parse(packed.stdout)).toMatchObject({
      version: 1,
      bundle: archive,
      study: { name: 'packed' },
      counts: { cells: 6, answered: 6, decided: 6 },
    });
  });

  it('is found whole by a check, with the digest that packing told', async () => {
    const { code, document } = await jsonOf(['bundle', '--check', archive]);
    expect(code).toBe(0);
    const { bundle, digest, files } = JSON.parse(packed.stdout) as Record<string, unknown>;
    expect(document).toMatchObject({ bundle, digest, files });
    expect(files).toContainEqual(expect.objectContaining({ path: 'packed.yaml' }));
  });

  it('gives the same tables and profile from its own database, without its providers', async () => {
    const { code, stdout, stderr } = await perforch(['run', '--from', archive]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^identical: study, profile and \d+ tables, computed again/m);
    expect(code).toBe(0);
  });

  it('has the tables that export writes', async () => {
    const out = join(folder, 'exported');
    await perforch(['export', '--db', db, '--study', 'packed', '--out', out]);
    for (const path of ['profile.json', 'tables/pass-at-1.csv', 'tables/outcomes.json'])
      expect(readFileSync(join(open, path), 'utf8')).toBe(readFileSync(join(out, path), 'utf8'));
  });

  it('is judged again into a new database, to the same verdicts, and nobody is asked', async () => {
    const again = join(folder, 'again.sqlite');
    const { code, document } = await jsonOf(['run', '--from', archive, '--fresh-runs', '--db', again]);
    expect(document).toMatchObject({ state: 'complete', cells: 6, same: 6, changes: [], database: again });
    expect(code).toBe(0);
    const { document: status } = await jsonOf(['status', '--db', again]);
    expect(status).toMatchObject({ cells: 6, answered: 6, decided: 6 });
  });

  it('is not judged again into a database of another study', async () => {
    const other = join(folder, 'other.sqlite');
    const line = await scriptedStudy(folder, 'other', {
      languages: ['python'],
      problems: [6],
      stages: ['fix'],
    });
    await perforch(['run', line.path, '--db', other]);
    await line.server.close();
    expect(await refusal(['run', '--from', archive, '--fresh-runs', '--db', other])).toMatch(
      /other\.sqlite holds another study, other: name a new database/,
    );
  });

  it('is refused by the name of the file that was altered', async () => {
    writeFileSync(join(open, 'tables/pass-at-1.csv'), 'model,pass@1\n');
    for (const args of [
      ['bundle', '--check', open],
      ['run', '--from', open],
    ])
      expect(await refusal(args)).toMatch(/tables\/pass-at-1\.csv was altered/);
  });

  it('is told apart where a table does not follow from the database, whatever its manifest says', async () => {
    falsify('tables/pass-at-1.csv');
    expect((await perforch(['bundle', '--check', open])).code).toBe(0);
    const { code, document } = await jsonOf(['run', '--from', open]);
    expect(document).toMatchObject({ same: false, different: ['tables/pass-at-1.csv'] });
    expect(code).toBe(1);
  });
});

describe('wrong words', () => {
  it.each([
    [['bundle', '--db', db], /name one place to write to/],
    [['bundle', '--db', db, '--out', 'x.zip'], /end the name in \.tar\.gz/],
    [['bundle', '--check', archive, '--dir', 'x'], /--check: stands alone/],
    [['bundle', '--check', join(folder, 'none.tar.gz')], /cannot read the bundle .*none\.tar\.gz/],
    [['run'], /run: an argument is missing/],
    [['run', '--from', archive, 'study.yaml'], /--from: a bundle has its own study/],
    [['run', 'study.yaml', '--fresh-runs'], /--fresh-runs: is about a bundle/],
  ])('%j are refused in one line', async (args, message) => {
    expect(await refusal(args)).toMatch(message);
  });
});
