import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { Store } from '../../../harness/store/index.js';
import { newPath } from './fixture.js';

const SCRIPTS = ['schema.sql', 'schema-2.sql', 'schema-3.sql', 'schema-4.sql', 'schema-5.sql'];

/** A database of version 5 with four cells: judged, refused, answered and not judged yet, without an answer. */
function oldDatabase(): string {
  const path = newPath();
  const old = new Sqlite(path);
  for (const script of SCRIPTS)
    old.exec(readFileSync(new URL(`../../../harness/store/${script}`, import.meta.url), 'utf8'));
  old.pragma('user_version = 5');
  old.exec(`
    INSERT INTO study VALUES ('h', 'old', '{}', 'a machine', '2025-01-01T00:00:00Z');
    INSERT INTO model VALUES ('m', '{}');
    INSERT INTO problem VALUES ('p', 'd', 't', 1, 'python', '[]', 'h');
    INSERT INTO program VALUES ('program', 'python', 'pass');
    INSERT INTO run VALUES ('run', 'program', 'p', 'wrong_answer', '', 't', 's', 'm', '2025-01-01T00:00:00Z');`);
  const addAnswer =
    old.prepare(`INSERT INTO answer (key, model_id, problem_uid, stage, sample, origin, identity_json, state,
    raw, stored_iso) VALUES (?, 'm', 'p', 'generate', ?, 'imported', '{}', ?, '', '2025-01-01T00:00:00Z')`);
  addAnswer.run('judged', 1, 'answered');
  addAnswer.run('refused', 2, 'refused');
  addAnswer.run('fresh', 3, 'answered');
  const addCell = old.prepare(`INSERT INTO cell VALUES ('h', 'm', 'p', 'generate', ?, ?, ?, ?, ?, NULL)`);
  addCell.run(1, 'judged', 'fenced', 'program', 'run');
  addCell.run(2, 'refused', 'refused', null, null);
  addCell.run(3, 'fresh', null, null, null);
  addCell.run(4, 'none', null, null, null);
  old.close();
  return path;
}

it('a database of version 5 keeps what its cells have come to', () => {
  const store = new Store(oldDatabase());
  expect(store.cells.results('h').map(({ answerState, verdict }) => [answerState, verdict])).toEqual([
    ['answered', 'wrong_answer'],
    ['refused', null],
    ['answered', null],
    [null, null],
  ]);
  store.close();
});

it('a database of version 5 has in its finished cells what their answers and runs say', () => {
  const path = oldDatabase();
  new Store(path).close();
  const database = new Sqlite(path);
  expect(database.prepare('SELECT answer_state, verdict FROM cell ORDER BY sample').raw().all()).toEqual([
    ['answered', 'wrong_answer'],
    ['refused', null],
    [null, null],
    [null, null],
  ]);
  database.close();
});
