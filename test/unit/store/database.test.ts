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
    database.pragma('user_version = 8');
    database.close();
    expect(() => new Store(path)).toThrow(UserError);
    expect(() => new Store(path)).toThrow(
      /has database version 8, this perforch knows 7: use a newer perforch/,
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

  it('is read without being written to', () => {
    const path = newPath();
    const store = storeAt(path);
    store.answers.add(answer('k', 'first'));
    store.close();
    const before = readFileSync(path);
    const reader = new Store(path, { readOnly: true });
    expect(reader.answers.get('k')?.raw).toBe('first');
    expect(() => reader.answers.add(answer('l', 'second'))).toThrow(/readonly/);
    reader.close();
    expect(readFileSync(path)).toEqual(before);
  });

  it('that is not there is read as an empty one, and not made', () => {
    const path = newPath();
    const reader = new Store(path, { readOnly: true });
    expect(reader.studies.studies()).toEqual([]);
    reader.close();
    expect(() => statSync(path)).toThrow();
  });

  it('of an older version is not read without being brought up to date', () => {
    const path = newPath();
    const old = new Sqlite(path);
    old.exec(readFileSync(new URL('../../../harness/store/schema.sql', import.meta.url), 'utf8'));
    old.pragma('user_version = 1');
    old.close();
    expect(() => new Store(path, { readOnly: true })).toThrow(/perforch status --db .* brings it up to date/);
  });

  it('of version 3 gets a charge for every answer that was asked, at the price of its model', () => {
    const path = newPath();
    const old = new Sqlite(path);
    for (const script of ['schema.sql', 'schema-2.sql', 'schema-3.sql'])
      old.exec(readFileSync(new URL(`../../../harness/store/${script}`, import.meta.url), 'utf8'));
    old.pragma('user_version = 3');
    const add = (id: string, spec: object, tokens: string): void => {
      old.prepare('INSERT INTO model VALUES (?, ?)').run(id, JSON.stringify(spec));
      old.exec(`INSERT INTO answer (key, model_id, problem_uid, stage, sample, origin, identity_json, prompt, state, raw,
        prompt_tokens, completion_tokens, stored_iso)
        VALUES ('${id}', '${id}', 'p', 'generate', 1, 'asked', '{}', '${'q'.repeat(38)}', 'answered',
        '${'a'.repeat(70)}', ${tokens}, '2026-01-01T00:00:00Z')`);
    };
    old.exec(`INSERT INTO problem VALUES ('p', 'd', 't', 1, 'python', '[]', 'h')`);
    const source = { baseUrl: 'https://api.example.com/v1' };
    add('priced', { source, price: { inputUsdPerMTok: 2, outputUsdPerMTok: 4 } }, '100, 200');
    add('unpriced', { source, price: null }, 'NULL, NULL');
    add('local', { source: { baseUrl: 'http://127.0.0.1:8000/v1' }, price: null }, '100, 200');
    old.close();
    new Store(path).close();
    const database = new Sqlite(path, { readonly: true });
    const charges = database
      .prepare(
        `SELECT model_id, kind, prompt_tokens, completion_tokens, tokens_from, input_usd_per_mtok, output_usd_per_mtok
         FROM charge ORDER BY model_id`,
      )
      .raw()
      .all();
    database.close();
    expect(charges).toEqual([
      ['local', 'answer', 100, 200, 'provider', 0, 0],
      ['priced', 'answer', 100, 200, 'provider', 2, 4],
      ['unpriced', 'answer', 10, 20, 'estimate', null, null],
    ]);
  });

  it('that must be there is not made', () => {
    const path = newPath();
    expect(() => new Store(path, { mustExist: true })).toThrow(/^no database /);
    expect(() => statSync(path)).toThrow();
  });
});
