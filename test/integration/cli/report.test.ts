import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectPlain, jsonOf, perforch, refusal, temporaryFolder } from './perforch.js';
import { scriptedStudy, type ScriptedStudy } from './scripted-study.js';

const folder = temporaryFolder();
const db = join(folder, 'study.sqlite');
let study: ScriptedStudy;

beforeAll(async () => {
  const narrow = { languages: ['python'], problems: [4], models: ['scripted-allrounder', 'scripted-mender'] };
  study = await scriptedStudy(folder, 'told', narrow);
  expect((await perforch(['run', study.path, '--db', db])).code).toBe(0);
});
afterAll(() => study.server.close());

function contents(out: string): Map<string, string> {
  const entries = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(out.length + 1), readFileSync(path, 'utf8')]));
}

describe('perforch report', () => {
  it('writes the report and its figures, and tells their paths', async () => {
    const out = join(folder, 'report');
    const { code, stdout, stderr } = await perforch(['report', '--db', db, '--out', out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expectPlain(stdout);
    const written = contents(out);
    expect(stdout.trim().split('\n').sort()).toEqual([...written.keys()].map((name) => join(out, name)));
    expect([...written.keys()]).toContain('figures/figure-winners.svg');
    const text = written.get('report.md') ?? '';
    expect(text).toContain('# Report on the study told');
    for (const [, link = ''] of text.matchAll(/\]\((figures[^)]*)\)/g))
      expect([...written.keys()]).toContain(link);
  });

  it('gives the same bytes in every time zone and locale', async () => {
    const surroundings = [{}, { TZ: 'Asia/Tokyo' }, { LC_ALL: 'tr_TR.UTF-8', TZ: 'America/New_York' }];
    const written = [];
    for (const [index, env] of surroundings.entries()) {
      const out = join(folder, `same-${index}`);
      await perforch(['report', '--db', db, '--out', out], { env });
      written.push(contents(out));
    }
    expect(written[0]?.size).toBeGreaterThan(2);
    expect(written[1]).toEqual(written[0]);
    expect(written[2]).toEqual(written[0]);
  });

  it('ranks by the method that is asked for, and names it', async () => {
    const out = join(folder, 'method');
    const { document } = await jsonOf(['report', '--db', db, '--out', out, '--method', 'product-sum']);
    expect(document['files']).toContain(join(out, 'report.html'));
    expect(contents(out).get('report.md')).toContain('ranked by product-sum');
  });

  it('refuses a folder that can not be written, and a database without a study', async () => {
    const file = join(folder, 'study.sqlite', 'below');
    expect(await refusal(['report', '--db', db, '--out', file])).toContain('cannot write into');
    const missing = join(folder, 'none.sqlite');
    expect(await refusal(['report', '--db', missing, '--out', folder])).toContain('none.sqlite');
  });
});
