import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { perforchHome } from '../../../harness/home.js';
import { Store } from '../../../harness/store/index.js';
import { perforch, refusal, temporaryFolder, written } from './perforch.js';

const folder = temporaryFolder();

describe('a database', () => {
  it('that is none is refused', async () => {
    const path = written(
      folder,
      'text.sqlite',
      'a shopping list, longer than the header of a database\n'.repeat(20),
    );
    const line = await refusal(['rank', '--db', path]);
    expect(line).toContain(path);
    expect(line).toContain('not a database');
  });

  it('of another program is refused and left as it is', async () => {
    const path = join(folder, 'other.sqlite');
    const other = new Sqlite(path);
    other.exec('CREATE TABLE shopping (item TEXT)');
    other.close();
    expect(await refusal(['rank', '--db', path])).toContain('not of perforch');
    const after = new Sqlite(path, { readonly: true });
    expect(after.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['shopping']);
    after.close();
  });

  it('of a newer version is refused with both versions', async () => {
    const path = join(folder, 'newer.sqlite');
    new Store(path).close();
    const database = new Sqlite(path);
    database.pragma('user_version = 99');
    database.close();
    expect(await refusal(['status', '--db', path])).toMatch(
      /has database version 99, this perforch knows \d+/,
    );
  });

  it('that is empty holds no study to rank', async () => {
    const path = join(folder, 'empty.sqlite');
    new Store(path).close();
    expect(await refusal(['rank', '--db', path])).toContain('holds no study yet');
  });

  it('that is not there is named, and not made', async () => {
    const path = join(folder, 'nowhere.sqlite');
    for (let time = 0; time < 2; time++)
      expect(await refusal(['status', '--db', path])).toContain(`no database ${path}`);
  });

  it('without the wanted study says which it holds', async () => {
    const path = join(folder, 'one.sqlite');
    const store = new Store(path);
    store.studies.addStudy({ hash: 'abcdef0123', name: 'first', specJson: '{}', machine: 'm' });
    store.close();
    expect(await refusal(['rank', '--db', path, '--study', 'second'])).toBe(
      'no study "second" in this database: it holds first (abcdef01)',
    );
  });
});

describe('what setup prepares', () => {
  it('is asked for when the sandbox lacks it', async () => {
    const home = join(folder, 'empty-home');
    expect(await refusal(['verify', 'mini'], { env: { PERFORCH_HOME: home } })).toContain(
      'npx perforch setup',
    );
  });

  it('is asked for by the name of the language that lacks it', async () => {
    const home = join(folder, 'half-home');
    mkdirSync(home);
    cpSync(join(perforchHome(), 'supervisor'), join(home, 'supervisor'), { recursive: true });
    const line = await refusal(['verify', 'mini', '--languages', 'go'], { env: { PERFORCH_HOME: home } });
    expect(line).toMatch(/^Go: .* not found: run npx perforch setup$/);
  });
});

describe('--debug', () => {
  it('shows the stack of an error that is one line without it', async () => {
    const { code, stderr } = await perforch(['status', '--db', join(folder, 'nowhere.sqlite'), '--debug']);
    expect(code).toBe(1);
    expect(stderr).toContain('UserError: no database');
    expect(stderr).toMatch(/\n +at /);
  });
});
