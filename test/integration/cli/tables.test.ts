import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPlain, jsonOf, perforch, refusal, temporaryFolder } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const folder = temporaryFolder();
const db = join(folder, 'study.sqlite');
let study: ScriptedStudy;

beforeAll(async () => {
  const narrow = { languages: ['python'], problems: [4], models: ['scripted-allrounder', 'scripted-mender'] };
  study = await scriptedStudy(folder, 'listed_one', narrow);
  expect((await perforch(['run', study.path, '--db', db])).code).toBe(0);
});
afterAll(() => study.server.close());

function contents(out: string): Map<string, string> {
  return new Map(readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'latin1')]));
}

describe('perforch tables', () => {
  it('writes every table and figure in every format, and an index that links all of them', async () => {
    const out = join(folder, 'all');
    const { code, stderr, document } = await jsonOf(['tables', '--db', db, '--out', out]);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const names = (document['files'] as string[]).map((path) => basename(path));
    expect(names.slice(0, 2)).toEqual(['index.md', 'tables.tex']);
    expect([...names].sort()).toEqual(readdirSync(out).sort());
    for (const extension of ['csv', 'json', 'md', 'tex']) expect(names).toContain(`pass-at-1.${extension}`);
    for (const extension of ['svg', 'pdf'])
      expect(names.filter((name) => name.endsWith(`.${extension}`)).length).toBeGreaterThan(0);
    const index = readFileSync(join(out, 'index.md'), 'utf8');
    expect(index).toContain('# Tables and figures of listed\\_one\n');
    for (const name of names.slice(2)) expect(index).toContain(`](${name})`);
  });

  it('gives the same bytes in every time zone and locale', async () => {
    const surroundings = [
      {},
      { TZ: 'Asia/Tokyo' },
      { LC_ALL: 'tr_TR.UTF-8', LANG: 'C', TZ: 'America/New_York' },
    ];
    const written = [];
    for (const [index, env] of surroundings.entries()) {
      const out = join(folder, `same-${index}`);
      await perforch(['tables', '--db', db, '--out', out], { env });
      written.push(contents(out));
    }
    expect(written[0]?.size).toBeGreaterThan(20);
    expect(written[1]).toEqual(written[0]);
    expect(written[2]).toEqual(written[0]);
  });

  it('has the CSV and JSON files that export writes', async () => {
    await perforch(['tables', '--db', db, '--out', join(folder, 'both'), '--formats', 'json,csv']);
    await perforch(['export', '--db', db, '--out', join(folder, 'exported')]);
    const tables = contents(join(folder, 'both'));
    tables.delete('index.md');
    expect(tables).toEqual(contents(join(folder, 'exported', 'tables')));
  });

  it('writes the formats that are named, and prints their paths', async () => {
    const out = join(folder, 'some');
    const { stdout } = await perforch(['tables', '--db', db, '--out', out, '--formats', 'md']);
    expectPlain(stdout);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((path) => basename(path))
        .sort(),
    ).toEqual(readdirSync(out).sort());
    expect(readdirSync(out).every((name) => name.endsWith('.md'))).toBe(true);
  });

  it('ranks by another method, and says so', async () => {
    const out = join(folder, 'other');
    await perforch(['tables', '--db', db, '--out', out, '--method', 'wsm-rank', '--formats', 'csv']);
    expect(readFileSync(join(out, 'index.md'), 'utf8')).toContain('- ranked by wsm-rank\n');
  });

  it('refuses a format that it does not know', async () => {
    const args = ['tables', '--db', db, '--out', join(folder, 'none'), '--formats', 'csv,latex'];
    expect(await refusal(args)).toContain('--formats: unknown format "latex"');
  });

  it('leaves nothing half-written where the folder is a file', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'kept');
    expect(await refusal(['tables', '--db', db, '--out', file])).toContain(`cannot write into ${file}`);
    expect(readFileSync(file, 'utf8')).toBe('kept');
  });
});
