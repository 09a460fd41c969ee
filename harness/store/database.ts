import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { UserError } from '../errors.js';

export type Database = Sqlite.Database;
export type Statement = Sqlite.Statement;

/** Scripts that bring a database from version `index` to `index + 1`. */
const MIGRATIONS = ['', '-2', '-3', '-4', '-5', '-6', '-7'].map((version) =>
  readFileSync(new URL(`schema${version}.sql`, import.meta.url), 'utf8'),
);

/**
 * Opens (and, unless `mustExist`, makes) a study's database: WAL, foreign keys, every commit on disk before it counts.
 * Throws `UserError` for a file that is no database, or one of a newer perforch.
 */
export function openDatabase(path: string, options: { mustExist?: boolean } = {}): Database {
  const file = resolve(path);
  if (options.mustExist && !existsSync(file))
    throw new UserError(`no database ${file}: name another with --db, or make it with perforch run`);
  let database: Database | undefined;
  try {
    if (!options.mustExist) mkdirSync(dirname(file), { recursive: true });
    database = new Sqlite(file, { fileMustExist: options.mustExist ?? false, timeout: 30_000 });
    // Version and tables are read at one moment: another process may be making them.
    const version = database.transaction(checkVersion)(database, file);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    // At most 128 MiB: the cells of a study are joined with runs and answers by hash, all over the file.
    database.pragma('cache_size = -131072');
    if (version < MIGRATIONS.length) migrate(database, file);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`cannot open the database ${file}: ${reason}: name another with --db`, {
      cause: error,
    });
  }
}

/**
 * Opens a database without ever writing to it; one that is not there yet is an empty one in memory. Throws `UserError`
 * also for one of an older perforch, which would have to be brought up to date first.
 */
export function openToRead(path: string): Database {
  const file = resolve(path);
  const database = existsSync(file)
    ? new Sqlite(file, { readonly: true, timeout: 30_000 })
    : new Sqlite(':memory:');
  try {
    const version = checkVersion(database, file);
    if (database.memory) migrate(database, file);
    else if (version < MIGRATIONS.length) {
      throw new UserError(
        `${file} is of an older perforch, and would be changed by reading it: perforch status --db ${path} brings it up to date`,
      );
    }
    return database;
  } catch (error) {
    database.close();
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`cannot read the database ${file}: ${reason}: name another with --db`, {
      cause: error,
    });
  }
}

/** Looks before anything is written: a database of someone else's, or of a newer perforch, stays as it is. */
function checkVersion(database: Database, file: string): number {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > MIGRATIONS.length) {
    throw new UserError(
      `${file} has database version ${version}, this perforch knows ${MIGRATIONS.length}: use a newer perforch`,
    );
  }
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  const ours = version === 0 ? tables.length === 0 : tables.includes('cell');
  if (!ours) throw new UserError(`${file} is a database, but not of perforch: name another with --db`);
  return version;
}

function migrate(database: Database, file: string): void {
  const update = database.transaction(() => {
    const version = checkVersion(database, file);
    for (const script of MIGRATIONS.slice(version)) database.exec(script);
    database.pragma(`user_version = ${MIGRATIONS.length}`);
  });
  update.immediate();
}
