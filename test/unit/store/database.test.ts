import { readFileSync, statSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../harness/errors.js';
import { openDatabase } from '../../../harness/store/database.js';
import { Store } from '../../../harness/store/index.js';
import { answer, newPath, storeAt } from './fixture.js';

describe('a database', () => {
  it('writes ahead, syncs every commit and checks foreign keys', () => {
    const database = openDatabase(newPath());
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    database.close();
  });

  it('is made once: opened again it has the same tables and content', () => {
    const path = newPath();
    const store = storeAt(path);
    store.answers.add(answer('k', 'first'));
    store.close();
    const schemaOf = (): unknown => {
      const database = openDatabase(path);
      const schema = database.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
      const version = database.pragma('user_version', { simple: true });
      database.close();
      return { schema, version };
    };
    const before = schemaOf();
    expect(schemaOf()).toEqual(before);
    const again = new Store(path);
    expect(again.answers.get('k')?.raw).toBe('first');
    again.close();
  });

  it('is opened while another process writes', () => {
    const path = newPath();
    storeAt(path).close();
    const writer = new Sqlite(path);
    writer.exec('BEGIN IMMEDIATE');
    new Store(path, { mustExist: true }).close();
    writer.exec('ROLLBACK');
    writer.close();
  });

  it('of version 1 gets the tables of measurements, and keeps what it has', () => {
    const path = newPath();
    const old = new Sqlite(path);
    old.exec(readFileSync(new URL('../../../harness/store/schema.sql', import.meta.url), 'utf8'));
    old.pragma('user_version = 1');
    old.exec(`INSERT INTO study VALUES ('h', 'old', '{}', 'a machine', '2025-01-01T00:00:00Z')`);
    old.close();
    const store = new Store(path);
    expect(store.studies.studies().map(({ name }) => name)).toEqual(['old']);
    expect(store.certificates.all()).toEqual([]);
    expect(store.measurements.passedPrograms('h')).toEqual([]);
    store.close();
  });

  it('of a newer version is refused', () => {
    const path = newPath();
    new Store(path).close();
    const database = new Sqlite(path);
    database.pragma('user_version = 7');
    database.close();
    expect(() => new Store(path)).toThrow(UserError);
    expect(() => new Store(path)).toThrow(
      /has database version 7, this perforch knows 2: use a newer perforch/,
    );
  });

  it('of another program is refused and left alone', () => {
    const path = newPath();
    const other = new Sqlite(path);
    other.exec('CREATE TABLE shopping (item TEXT)');
    other.close();
    const before = statSync(path).size;
    expect(() => new Store(path)).toThrow(/is a database, but not of perforch/);
    expect(statSync(path).size).toBe(before);
  });

  it('that is none is refused', () => {
    const path = newPath();
    writeFileSync(path, 'no database at all\n'.repeat(100));
    expect(() => new Store(path)).toThrow(/^cannot open the database .*not a database/);
  });

  it('that must be there is not made', () => {
    const path = newPath();
    expect(() => new Store(path, { mustExist: true })).toThrow(/^no database /);
    expect(() => statSync(path)).toThrow();
  });
});
